package drawbridge.operator.boundary;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request may change something for whom a browser says it comes from (Fetch Metadata).
 * Only browsers send this header, and no page can forge it; scripts go without.
 */
final class CrossSiteCheck {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private CrossSiteCheck() {}

  /** Whether a page of another site asked for a change. */
  static boolean isForged(String method, @Nullable String secFetchSite) {
    return secFetchSite != null && !OWN.contains(secFetchSite) && !READING.contains(method);
  }
}
