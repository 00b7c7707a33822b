package drawbridge.operator.boundary;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects cross-site request forgery by the header {@code Sec-Fetch-Site} (Fetch Metadata). Only
 * browsers send the header, and pages cannot forge it.
 */
final class CrossSiteCheck {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

  private CrossSiteCheck() {}

  /** Returns whether a page of another site sent a request that changes something. */
  static boolean isForged(String method, @Nullable String secFetchSite) {
    return secFetchSite != null
        && !SAME_SITE.contains(secFetchSite)
        && !SAFE_METHODS.contains(method);
  }
}
