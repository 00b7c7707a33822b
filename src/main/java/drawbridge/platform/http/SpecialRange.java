package drawbridge.platform.http;

import drawbridge.platform.proxy.IpNetwork;
import java.net.InetAddress;
import java.util.List;

/**
 * A range of addresses with a special purpose. Sources of the list: IANA's <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6 Special-Purpose Address
 * Registry</a>, the multicast registries, and the documentation of metadata services. Keep it in
 * step with them.
 *
 * <p>The list has every block of both registries, also the ones that are globally reachable inside
 * {@code 192.0.0.0/24} and {@code 2001::/23}: anycast of protocols and identifiers, which are no
 * hosts of calls. Blocks that contain an IPv4 address are judged by {@link EmbeddedAddresses}.
 *
 * @param use what may be at its addresses
 */
record SpecialRange(IpNetwork network, Use use) {

  /** What may be at the addresses of a range. */
  enum Use {
    /** Nothing that a call may reach: links, groups, metadata services, reserved addresses. */
    NEVER,
    /** Hosts of private networks, which workflows may call and documents never come from. */
    PRIVATE
  }

  static final List<SpecialRange> ALL =
      List.of(
          never("0.0.0.0/8"), // this network (RFC 791)
          private_("10.0.0.0/8"), // private use (RFC 1918)
          private_("100.64.0.0/10"), // shared address space (RFC 6598)
          never("100.100.100.200/32"), // metadata of Alibaba Cloud
          private_("127.0.0.0/8"), // loopback (RFC 1122)
          never("168.63.129.16/32"), // platform services of Azure
          never("169.254.0.0/16"), // link-local (RFC 3927); metadata of most clouds
          private_("172.16.0.0/12"), // private use (RFC 1918)
          never("192.0.0.0/24"), // protocol assignments (RFC 6890); metadata of Oracle Cloud
          private_("192.0.2.0/24"), // documentation (RFC 5737)
          private_("192.31.196.0/24"), // AS112 (RFC 7535)
          private_("192.52.193.0/24"), // AMT (RFC 7450)
          never("192.88.99.0/24"), // relays of 6to4, deprecated (RFC 7526)
          private_("192.168.0.0/16"), // private use (RFC 1918)
          private_("192.175.48.0/24"), // AS112 (RFC 7534)
          private_("198.18.0.0/15"), // benchmarks (RFC 2544)
          private_("198.51.100.0/24"), // documentation (RFC 5737)
          private_("203.0.113.0/24"), // documentation (RFC 5737)
          never("224.0.0.0/4"), // multicast (RFC 5771)
          never("240.0.0.0/4"), // reserved, limited broadcast (RFC 1112, RFC 8190)
          never("::/128"), // unspecified (RFC 4291)
          private_("::1/128"), // loopback (RFC 4291)
          never("100::/64"), // discard only (RFC 6666)
          never("100:0:0:1::/64"), // dummy prefix (RFC 9780)
          never("2001::/23"), // protocol assignments (RFC 2928), Teredo (RFC 4380) included
          private_("2001:db8::/32"), // documentation (RFC 3849)
          private_("2620:4f:8000::/48"), // AS112 (RFC 7534)
          private_("3fff::/20"), // documentation (RFC 9637)
          never("5f00::/16"), // segment routing (RFC 9602)
          private_("fc00::/7"), // unique local (RFC 4193)
          never("fd00:42::42/128"), // metadata of Scaleway
          never("fd00:c1::a9fe:a9fe/128"), // metadata of Oracle Cloud
          never("fd00:ec2::/32"), // metadata, credentials, DNS and time of AWS
          never("fd20:ce::254/128"), // metadata of Google Cloud
          never("fe80::/10"), // link-local (RFC 4291)
          never("fec0::/10"), // site-local, deprecated (RFC 3879)
          never("ff00::/8")); // multicast (RFC 4291)

  private static SpecialRange never(String network) {
    return new SpecialRange(IpNetwork.parse(network), Use.NEVER);
  }

  private static SpecialRange private_(String network) {
    return new SpecialRange(IpNetwork.parse(network), Use.PRIVATE);
  }

  boolean contains(InetAddress address) {
    return network.contains(address);
  }
}
