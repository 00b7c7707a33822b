package drawbridge.platform.http;

import drawbridge.platform.proxy.IpNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** The IPv4 addresses inside IPv6 addresses, to which gateways and tunnels translate them. */
final class EmbeddedAddresses {

  /**
   * A form of addresses that contain an IPv4 address.
   *
   * @param at the indexes of its bytes
   * @param isInverted whether its bits are inverted
   */
  private record Form(IpNetwork network, List<Integer> at, boolean isInverted) {

    InetAddress inner(byte[] bytes) {
      byte[] inner = new byte[at.size()];
      for (int i = 0; i < inner.length; i++) {
        inner[i] = (byte) (isInverted ? ~bytes[at.get(i)] : bytes[at.get(i)]);
      }
      try {
        return InetAddress.getByAddress(inner);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("unreachable: the address has four bytes", e);
      }
    }
  }

  private static final List<Integer> LAST = List.of(12, 13, 14, 15);

  private static final List<Form> FORMS =
      List.of(
          form("::/96", LAST), // IPv4-compatible, deprecated (RFC 4291)
          form("::ffff:0:0:0/96", LAST), // IPv4-translated (RFC 2765)
          form("64:ff9b::/96", LAST), // NAT64 (RFC 6052)
          form("64:ff9b:1::/48", LAST), // NAT64 of a site (RFC 8215), prefix of 96 bits
          form("64:ff9b:1::/48", List.of(6, 7, 9, 10)), // of 48 bits (RFC 6052)
          form("64:ff9b:1::/48", List.of(7, 9, 10, 11)), // of 56 bits
          form("64:ff9b:1::/48", List.of(9, 10, 11, 12)), // of 64 bits
          form("2002::/16", List.of(2, 3, 4, 5)), // 6to4 (RFC 3056)
          form("2001::/32", List.of(4, 5, 6, 7)), // the server of Teredo (RFC 4380)
          new Form(IpNetwork.parse("2001::/32"), LAST, true)); // the client of Teredo

  private EmbeddedAddresses() {}

  private static Form form(String network, List<Integer> at) {
    return new Form(IpNetwork.parse(network), at, false);
  }

  /** Returns the address and all that it may contain. Java itself unwraps {@code ::ffff:0:0/96}. */
  static Stream<InetAddress> of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4 || address.isLoopbackAddress()) {
      return Stream.of(address);
    }
    Stream<InetAddress> inner =
        FORMS.stream()
            .filter(form -> form.network().contains(address))
            .map(form -> form.inner(bytes))
            .filter(it -> it.getAddress()[0] != 0); // the form does not apply
    // ISATAP (RFC 5214): the identifier of the interface is 0:5efe or 200:5efe with the address
    boolean isIsatap =
        (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    Stream<InetAddress> isatap = isIsatap ? Stream.of(FORMS.get(0).inner(bytes)) : Stream.empty();
    return Stream.of(Stream.of(address), inner, isatap).flatMap(it -> it);
  }
}
