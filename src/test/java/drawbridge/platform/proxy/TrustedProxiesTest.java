package drawbridge.platform.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of a request, from headers of proxies that are trusted and of those that are not. */
class TrustedProxiesTest {

  private static final String PROXY = "10.0.0.1";
  private static final TrustedProxies PROXIES =
      TrustedProxies.parse("10.0.0.0/8, 2001:db8:1::/48, 192.0.2.7");

  private static Client client(String peer, Map<String, List<String>> headers) {
    return PROXIES.client(peer, false, name -> headers.getOrDefault(name, List.of()));
  }

  private static String address(String name, String... values) {
    return client(PROXY, Map.of(name, List.of(values))).address();
  }

  @Test
  void headersOfOtherPeersHaveNoEffect() {
    Map<String, List<String>> headers =
        Map.of(
            "X-Forwarded-For", List.of("198.51.100.1"),
            "X-Forwarded-Proto", List.of("https"),
            "Forwarded", List.of("for=198.51.100.1;proto=https"));
    for (String peer : List.of("203.0.113.1", "192.0.2.8", "2001:db8:2::1", "", "fe80::1%eth0")) {
      assertThat(client(peer, headers)).isEqualTo(new Client(peer, false));
    }
    assertThat(TrustedProxies.NONE.client(PROXY, true, headers::get))
        .isEqualTo(new Client(PROXY, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.1                               | 198.51.100.1",
        "198.51.100.1:4711                          | 198.51.100.1",
        "[2001:db8::1]:4711                         | 2001:db8:0:0:0:0:0:1",
        "2001:DB8::1                                | 2001:db8:0:0:0:0:0:1",
        "\"[2001:db8::1]\"                          | 2001:db8:0:0:0:0:0:1",
        "::ffff:198.51.100.1                        | 198.51.100.1",
        "spoofed, 198.51.100.1                      | 198.51.100.1",
        "1.1.1.1, 198.51.100.1, 10.2.3.4            | 198.51.100.1",
        "1.1.1.1, 198.51.100.1, 2001:db8:1::5       | 198.51.100.1",
        "10.1.1.1, 10.2.2.2                         | 10.1.1.1",
      })
  void rightMostUntrustedAddressIsTheClient(String value, String expected) {
    assertThat(address("X-Forwarded-For", value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "198.51.100.1, unknown",
        "198.51.100.1,",
        "example.org",
        "198.51.100.256",
        "198.51.100.01",
        "198.51.100.1:port",
        "2001:db8::1::2",
        "[2001:db8::1",
        "1",
        "0x7f.1",
        "fe80::1%eth0",
        "198.51.100.1 203.0.113.9",
      })
  void malformedAddressIsThePeer(String value) {
    assertThat(address("X-Forwarded-For", value)).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "for=198.51.100.1                                             | 198.51.100.1",
        "For=\"198.51.100.1:80\";by=10.0.0.1                          | 198.51.100.1",
        "for=\"[2001:db8::1]:4711\" ; proto=https                     | 2001:db8:0:0:0:0:0:1",
        "for=1.1.1.1;host=\"a,b;c\\\"d\", for=198.51.100.1, for=10.9.9.9 | 198.51.100.1",
        "for=_hidden, for=198.51.100.1                                | 198.51.100.1",
        "for=_hidden                                                  | 10.0.0.1",
        "for=unknown                                                  | 10.0.0.1",
        "proto=https                                                  | 10.0.0.1",
        "for=198.51.100.1;for=1.1.1.1                                 | 10.0.0.1",
        "for=[2001:db8::1]                                            | 10.0.0.1",
        "for=\"198.51.100.1                                           | 10.0.0.1",
        "for=198.51.100.1,                                            | 10.0.0.1",
        "for = 198.51.100.1                                           | 10.0.0.1",
        "198.51.100.1                                                 | 10.0.0.1",
      })
  void elementsOfForwardedAreReadStrictly(String value, String expected) {
    assertThat(address("Forwarded", value)).isEqualTo(expected);
  }

  @Test
  void repeatedHeadersAreOneList() {
    assertThat(address("X-Forwarded-For", "1.1.1.1", "198.51.100.1", "10.3.3.3"))
        .isEqualTo("198.51.100.1");
    assertThat(address("Forwarded", "for=1.1.1.1", "for=198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void headersThatDisagreeAreNotBelieved() {
    Map<String, List<String>> forged =
        Map.of("X-Forwarded-For", List.of("198.51.100.1"), "Forwarded", List.of("for=203.0.113.5"));
    assertThat(client(PROXY, forged).address()).isEqualTo(PROXY);
    Map<String, List<String>> both =
        Map.of(
            "X-Forwarded-For",
            List.of("198.51.100.1"),
            "Forwarded",
            List.of("for=\"198.51.100.1:9\""));
    assertThat(client(PROXY, both).address()).isEqualTo("198.51.100.1");
  }

  @Test
  void schemeIsThatOfTheClientsHop() {
    assertThat(isSecure(List.of("198.51.100.1"), List.of("https"))).isTrue();
    assertThat(isSecure(List.of("198.51.100.1"), List.of("HTTP"))).isFalse();
    assertThat(isSecure(List.of("198.51.100.1, 10.1.1.1"), List.of("https, http"))).isTrue();
    assertThat(isSecure(List.of("198.51.100.1, 10.1.1.1"), List.of("https"))).isTrue();
    assertThat(isSecure(List.of("1.1.1.1, 198.51.100.1"), List.of("https, http"))).isFalse();
    assertThat(isSecure(List.of("198.51.100.1"), List.of("wss"))).isFalse();
    assertThat(
            client(PROXY, Map.of("Forwarded", List.of("for=198.51.100.1;proto=https"))).isSecure())
        .isTrue();
    assertThat(PROXIES.client(PROXY, true, name -> List.of()).isSecure()).isTrue();
  }

  private static boolean isSecure(List<String> addresses, List<String> protocols) {
    return client(PROXY, Map.of("X-Forwarded-For", addresses, "X-Forwarded-Proto", protocols))
        .isSecure();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0/8",
        "2001:db8::/129",
        "localhost",
        "10.0.0.1,",
        "10.0.0.1 10.0.0.2",
        "*",
        "10.0.0.0/08",
        "fe80::1%1"
      })
  void malformedRangeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(text));
  }

  @Test
  void rangesOfOneFamilyHaveNoAddressesOfTheOther() {
    TrustedProxies all = TrustedProxies.parse("0.0.0.0/0");
    assertThat(all.client("2001:db8::1", false, name -> List.of("198.51.100.1")).address())
        .isEqualTo("2001:db8::1");
    assertThat(TrustedProxies.parse("::/0").client(PROXY, false, name -> List.of("1.1.1.1")))
        .isEqualTo(new Client(PROXY, false));
  }

  @Test
  void networkOfAClientIsItsIpv4AddressOrItsIpv6Prefix() {
    assertThat(Client.network("198.51.100.1")).isEqualTo("198.51.100.1");
    assertThat(Client.network("2001:db8:0:1:ffff::1")).isEqualTo("2001:db8:0:1:0:0:0:0/64");
    assertThat(Client.network("unix")).isEqualTo("unix");
  }
}
