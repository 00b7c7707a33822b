package drawbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.http.SpecialRange.Use;
import drawbridge.platform.proxy.IpNetwork;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X12")
class ForbiddenAddressesTest {

  static Iterable<SpecialRange> ranges() {
    return SpecialRange.ALL;
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void rangeIsRefusedFromItsFirstToItsLastAddress(SpecialRange range) throws Exception {
    InetAddress first = range.network().first();
    InetAddress last = shifted(first, size(range.network()).subtract(BigInteger.ONE));
    for (InetAddress address : new InetAddress[] {first, last, middle(range.network())}) {
      assertThat(ForbiddenAddresses.isForbiddenOrPrivate(address)).as("%s", address).isTrue();
      if (range.use() == Use.NEVER) {
        assertThat(ForbiddenAddresses.isForbidden(address)).as("%s", address).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void neighboursOfARangeAreJudgedByTheirOwnRange(SpecialRange range) throws Exception {
    InetAddress before = shifted(range.network().first(), BigInteger.ONE.negate());
    InetAddress after = shifted(range.network().first(), size(range.network()));
    for (InetAddress address : new InetAddress[] {before, after}) {
      assertThat(range.contains(address)).as("%s", address).isFalse();
      boolean isElsewhere = SpecialRange.ALL.stream().anyMatch(it -> it.contains(address));
      assertThat(ForbiddenAddresses.isForbiddenOrPrivate(address))
          .as("%s", address)
          .isEqualTo(isElsewhere);
    }
  }

  /**
   * The blocks of both registries of IANA, except the three that contain an IPv4 address in a fixed
   * place and 6to4, which {@link EmbeddedAddresses} judges. Compared in 2026 with a copy of the
   * registries' tables and with CPython's {@code ipaddress}.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/8",
        "0.0.0.0/32",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.0.0/29",
        "192.0.0.8/32",
        "192.0.0.9/32",
        "192.0.0.10/32",
        "192.0.0.170/32",
        "192.0.0.171/32",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.88.99.2/32",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::1/128",
        "::/128",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001::/32",
        "2001:1::1/128",
        "2001:1::2/128",
        "2001:1::3/128",
        "2001:2::/48",
        "2001:3::/32",
        "2001:4:112::/48",
        "2001:10::/28",
        "2001:20::/28",
        "2001:30::/28",
        "2001:db8::/32",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10"
      })
  void blockOfTheRegistriesIsInTheTable(String block) throws UnknownHostException {
    IpNetwork network = IpNetwork.parse(block);
    InetAddress first = network.first();
    InetAddress last = shifted(first, size(network).subtract(BigInteger.ONE));
    assertThat(SpecialRange.ALL).anyMatch(it -> it.contains(first) && it.contains(last));
  }

  /** Wrapped into every form of IPv6 that contains IPv4. */
  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, true, true",
    "10.1.2.3, false, true",
    "93.184.215.14, false, false"
  })
  void addressInsideAnotherIsJudgedLikeItself(String text, boolean isNever, boolean isNotPublic)
      throws UnknownHostException {
    byte[] v4 = InetAddress.getByName(text).getAddress();
    String a = hex(v4, 0);
    String b = hex(v4, 2);
    String[] forms = {
      text,
      "::" + text,
      "::ffff:" + text,
      "::ffff:0:" + text,
      "64:ff9b::" + text,
      "64:ff9b:1::" + text,
      "64:ff9b:1:" + a + ":" + "%x:%x".formatted(v4[2] & 0xff, (v4[3] & 0xff) << 8) + "::",
      "2002:" + a + ":" + b + "::1",
      "2a00::5efe:" + text,
      "2a00::200:5efe:" + text
    };
    for (String form : forms) {
      InetAddress address = InetAddress.getByName(form);
      assertThat(ForbiddenAddresses.isForbidden(address)).as(form).isEqualTo(isNever);
      assertThat(ForbiddenAddresses.isForbiddenOrPrivate(address)).as(form).isEqualTo(isNotPublic);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "192.0.1.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.0",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "2001:4860:4860::8888",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::8.8.8.8"
      })
  void publicAddressIsAllowed(String text) throws UnknownHostException {
    assertThat(ForbiddenAddresses.isForbiddenOrPrivate(InetAddress.getByName(text))).isFalse();
  }

  @Test
  void teredoIsRefusedWhateverIsInside() throws UnknownHostException {
    InetAddress teredo = InetAddress.getByName("2001:0:808:808:0:0:f7f7:f7f7");
    assertThat(ForbiddenAddresses.isForbidden(teredo)).isTrue();
  }

  private static String hex(byte[] bytes, int at) {
    return "%02x%02x".formatted(bytes[at], bytes[at + 1]);
  }

  private static BigInteger size(IpNetwork network) {
    return BigInteger.ONE.shiftLeft(network.first().getAddress().length * 8 - network.prefix());
  }

  private static InetAddress middle(IpNetwork network) throws UnknownHostException {
    return shifted(network.first(), size(network).shiftRight(1));
  }

  /** Returns the address at a distance, around the end of the addresses. */
  private static InetAddress shifted(InetAddress address, BigInteger by)
      throws UnknownHostException {
    int length = address.getAddress().length;
    byte[] sum =
        new BigInteger(1, address.getAddress())
            .add(by)
            .mod(BigInteger.ONE.shiftLeft(length * 8))
            .toByteArray();
    byte[] bytes = new byte[length];
    byte[] value =
        sum.length > length ? Arrays.copyOfRange(sum, sum.length - length, sum.length) : sum;
    System.arraycopy(value, 0, bytes, length - value.length, value.length);
    return InetAddress.getByAddress(bytes);
  }
}
