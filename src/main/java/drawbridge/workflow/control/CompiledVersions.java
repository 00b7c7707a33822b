package drawbridge.workflow.control;

import drawbridge.platform.LastUsed;
import drawbridge.workflow.model.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * Caches the most recently used versions, compiled. A version never changes, so entries never
 * become stale.
 */
@ApplicationScoped
public class CompiledVersions {

  private static final int MOST = 500;

  @Inject Catalogue catalogue;

  private final Map<String, Definition> versions = LastUsed.map(MOST);

  /**
   * Returns the compiled version; reads the store only when it is not cached. Two concurrent first
   * calls may both compile it.
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
