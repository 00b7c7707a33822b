package drawbridge.platform.proxy;

/**
 * The client of a request.
 *
 * @param address its IP address; for a peer whose address the server does not tell, the peer's text
 * @param isSecure whether the client used TLS
 */
public record Client(String address, boolean isSecure) {

  private static final int V6_NETWORK = 64;

  /**
   * Returns what a limit per client counts: an IPv4 address, or the network of 64 bits of an IPv6
   * address, since one client has all its addresses.
   */
  public static String network(String address) {
    return IpNetwork.literal(address)
        .filter(it -> it.getAddress().length > 4)
        .map(it -> IpNetwork.of(it, V6_NETWORK).toString())
        .orElse(address);
  }
}
