package drawbridge.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Addresses that no outbound call may reach: link-local, multicast and metadata addresses. */
public final class ForbiddenAddresses {

  private static final Set<String> METADATA_NAMES =
      Set.of("metadata.google.internal", "metadata", "instance-data");
  private static final List<InetAddress> METADATA =
      List.of(
          literal("169.254.169.254"),
          literal("fd00:ec2::254"),
          literal("fd00:ec2::23"),
          literal("100.100.100.200"),
          literal("168.63.129.16"));

  private ForbiddenAddresses() {}

  /**
   * Whether a name belongs to a metadata service.
   *
   * @param name in lower case, without a dot at its end
   */
  public static boolean isForbidden(String name) {
    return METADATA_NAMES.contains(name);
  }

  /** Whether an address, or the IPv4 address inside it, is forbidden. */
  public static boolean isForbidden(InetAddress address) {
    InetAddress inner = embedded(address);
    return inner.isLinkLocalAddress() || METADATA.contains(inner) || inner.isMulticastAddress();
  }

  /**
   * Whether an address is forbidden or not public: loopback, private, shared or unspecified.
   * Documents of providers are never there.
   */
  public static boolean isForbiddenOrPrivate(InetAddress address) {
    InetAddress inner = embedded(address);
    byte[] bytes = inner.getAddress();
    boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
    return isForbidden(address)
        || inner.isLoopbackAddress()
        || inner.isSiteLocalAddress()
        || inner.isAnyLocalAddress()
        || isUniqueLocal
        || isShared;
  }

  /**
   * Returns the IPv4 address inside an IPv6 one (NAT64, 6to4, IPv4-compatible), or the address
   * itself.
   */
  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || address.isLoopbackAddress()) {
      return address;
    }
    byte[] nat64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    boolean last =
        Arrays.equals(bytes, 0, 12, nat64, 0, 12)
            || Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (!last && !sixToFour) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, last ? 12 : 2, last ? 16 : 6));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("unreachable: the address has four bytes", e);
    }
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
