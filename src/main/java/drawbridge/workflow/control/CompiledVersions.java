package drawbridge.workflow.control;

import drawbridge.platform.LastUsed;
import drawbridge.workflow.model.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * The versions that were used last, compiled. A version never changes, so nothing in here grows
 * stale.
 */
@ApplicationScoped
public class CompiledVersions {

  private static final int MOST = 500;

  @Inject Catalogue catalogue;

  private final Map<String, Definition> versions = LastUsed.map(MOST);

  /**
   * The compiled steps of a version; without the store when it was used lately. Two that ask for
   * the first time may both compile it.
   */
  public Definition definition(String versionId) {
    Definition known = versions.get(versionId);
    if (known != null) {
      return known;
    }
    Definition compiled = catalogue.compile(versionId);
    versions.put(versionId, compiled);
    return compiled;
  }
}
