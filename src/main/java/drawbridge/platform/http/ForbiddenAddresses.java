package drawbridge.platform.http;

import drawbridge.platform.http.SpecialRange.Use;
import java.net.InetAddress;
import java.util.Set;

/** Addresses that no outbound call may reach: those of {@link SpecialRange}. */
public final class ForbiddenAddresses {

  private static final Set<String> METADATA_NAMES =
      Set.of(
          "metadata",
          "metadata.goog",
          "metadata.google.internal",
          "metadata.tencentyun.com",
          "instance-data",
          "instance-data.ec2.internal");

  private ForbiddenAddresses() {}

  /**
   * Whether a name belongs to a metadata service.
   *
   * @param name in lower case, without a dot at its end
   */
  public static boolean isForbidden(String name) {
    return METADATA_NAMES.contains(name);
  }

  /** Whether an address, or the IPv4 address inside it, is forbidden for everything. */
  public static boolean isForbidden(InetAddress address) {
    return EmbeddedAddresses.of(address).anyMatch(it -> isIn(it, Set.of(Use.NEVER)));
  }

  /**
   * Whether an address is forbidden or not public: loopback, private, shared or for documentation.
   * Documents of providers are never there.
   */
  public static boolean isForbiddenOrPrivate(InetAddress address) {
    return EmbeddedAddresses.of(address).anyMatch(it -> isIn(it, Set.of(Use.values())));
  }

  private static boolean isIn(InetAddress address, Set<Use> uses) {
    return SpecialRange.ALL.stream()
        .anyMatch(range -> uses.contains(range.use()) && range.contains(address));
  }
}
