package drawbridge.run.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X12")
class OutboundRulesTest {

  @ParameterizedTest
  @CsvSource({
    "*, http://anything.test/, true",
    "example.org, https://example.org/x, true",
    "example.org, https://EXAMPLE.org./x, true",
    "example.org, https://example.org.evil.test/, false",
    "example.org, https://sub.example.org/, false",
    "*.example.org, https://sub.example.org/, true",
    "*.example.org, https://example.org/, false",
    "*.example.org, https://evilexample.org/, false",
    "example.org:8443, https://example.org:8443/, true",
    "example.org:8443, https://example.org/, false",
    "example.org:443, https://example.org/, true",
    "'a.test, b.test', http://b.test/, true",
    "[::1], http://[::1]:80/, true",
  })
  void theRulesDecide(String allowed, URI uri, boolean may) {
    assertThat(OutboundRules.parse(allowed).refusal(uri).isEmpty()).isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.1.1",
        "fe80::1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "::a9fe:a9fe",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1"
      })
  void linkLocalAndMetadataAddressesAreRefusedForAnyName(String address)
      throws UnknownHostException {
    List<InetAddress> resolved =
        List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName(address));
    assertThat(OutboundRules.refusal(URI.create("http://harmless.test/"), resolved))
        .get()
        .asString()
        .contains("harmless.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "2001:db8::1"})
  void otherAddressesAreAllowedByDefault(String address) throws UnknownHostException {
    assertThat(
            OutboundRules.refusal(
                URI.create("http://x.test/"), List.of(InetAddress.getByName(address))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata.google.internal", "METADATA.google.internal.", "metadata"})
  void metadataNamesAreRefusedBeforeResolution(String name) {
    assertThat(OutboundRules.parse("*").refusal(URI.create("http://" + name + "/"))).isPresent();
  }

  @Test
  void anInvalidRuleIsNamed() {
    assertThatThrownBy(() -> OutboundRules.parse("good.test, http://bad"))
        .hasMessageContaining("'http://bad'");
    assertThatThrownBy(() -> OutboundRules.parse("a.test:70000")).hasMessageContaining("port");
  }
}
