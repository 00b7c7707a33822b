package drawbridge.workflow.control;

import drawbridge.workflow.step.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions that were used last, compiled. A version never changes, so nothing in here grows
 * stale.
 */
@ApplicationScoped
public class CompiledVersions {

  private static final int MOST = 500;

  private final Map<String, Definition> versions =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
              return size() > MOST;
            }
          });

  /** The compiled version, if it was used lately. */
  public @Nullable Definition find(String versionId) {
    return versions.get(versionId);
  }

  /** Remembers a compiled version. */
  public void keep(String versionId, Definition definition) {
    versions.put(versionId, definition);
  }
}
