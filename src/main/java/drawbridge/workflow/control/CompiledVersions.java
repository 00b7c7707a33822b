package drawbridge.workflow.control;

import drawbridge.platform.LastUsed;
import drawbridge.workflow.definition.ParseResult;
import drawbridge.workflow.model.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Caches the most recently used versions, compiled. A version never changes, so entries never
 * become stale.
 */
@ApplicationScoped
public class CompiledVersions {

  private static final int MOST = 500;

  @Inject Catalogue catalogue;

  private final Map<String, ParseResult> versions = LastUsed.map(MOST);

  /**
   * Returns the compiled version; reads the store only when it is not cached. Two concurrent first
   * calls may both compile it.
   *
   * @throws IllegalStateException when the version has faults
   */
  public Definition definition(String versionId) {
    return compiled(versionId)
        .match(
            sound -> sound,
            faults -> {
              throw new IllegalStateException("version " + versionId + " has faults: " + faults);
            });
  }

  /** Returns like {@link #definition}; empty when the version has faults. */
  public Optional<Definition> sound(String versionId) {
    return compiled(versionId).match(Optional::of, faults -> Optional.empty());
  }

  private ParseResult compiled(String versionId) {
    ParseResult known = versions.get(versionId);
    if (known != null) {
      return known;
    }
    ParseResult compiled = catalogue.compile(versionId);
    versions.put(versionId, compiled);
    return compiled;
  }
}
