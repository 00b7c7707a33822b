package drawbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import drawbridge.fixture.Deliveries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a received request. */
@Tag("T4")
class DeliveryTest {

  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final String END = "--b--\r\n";
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void queryIsRawAndItsParametersAreDecoded() {
    Delivery delivery = delivery("a=1%202&a=%C3%A9&b&c=x+y&d=%zz", "", "");
    assertThat(delivery.query()).isEqualTo("?a=1%202&a=%C3%A9&b&c=x+y&d=%zz");
    assertThat(delivery.parameters("a")).containsExactly("1 2", "é");
    assertThat(delivery.parameter("a")).isEmpty();
    assertThat(delivery.parameter("b")).contains("");
    assertThat(delivery.parameter("c")).contains("x y");
    assertThat(delivery.parameter("d")).contains("%zz");
  }

  @Test
  void formHasSortedDecodedFields() {
    Delivery delivery = delivery(null, FORM + "; charset=UTF-8", "b=2&a=x%26y&b=1&a%2Fc=+");
    assertThat(delivery.form())
        .containsExactly(
            entry("a", List.of("x&y")), entry("a/c", List.of(" ")), entry("b", List.of("2", "1")));
    assertThat(delivery.scalar("/a")).contains("x&y");
    assertThat(delivery.scalar("/a~1c")).contains(" ");
    assertThat(delivery.scalar("/b")).isEmpty();
  }

  @Test
  void formIsReadInItsCharset() {
    assertThat(delivery(null, FORM + ";charset=iso-8859-1", "a=%E9").form())
        .containsExactly(entry("a", List.of("é")));
    Delivery unknown = delivery(null, FORM + ";charset=none", "a=%C3%A9");
    assertThat(unknown.form()).isEmpty();
    assertThat(unknown.hasOnlyTexts()).isFalse();
  }

  @Test
  void multipartFormHasSortedTexts() {
    Delivery delivery =
        delivery(
            null,
            MULTIPART,
            part("name=\"b\"", "2") + part("name=\"a\"", "é") + part("name=\"b\"", "1") + END);
    assertThat(delivery.form())
        .containsExactly(entry("a", List.of("é")), entry("b", List.of("2", "1")));
    assertThat(delivery.hasOnlyTexts()).isTrue();
    assertThat(delivery.scalar("/a")).contains("é");
  }

  /** The document has the file, and the texts of the form are not the whole body. */
  @Test
  void fileIsNoText() {
    Delivery delivery =
        delivery(
            null,
            MULTIPART,
            part("name=\"a\"", "1") + part("name=\"a\"; filename=\"x\"", "2") + END);
    assertThat(delivery.form()).containsExactly(entry("a", List.of("1")));
    assertThat(delivery.hasOnlyTexts()).isFalse();
    assertThat(delivery.hasFields(Set.of("a"))).isFalse();
    assertThat(delivery.scalar("/a/1/base64")).contains("Mg==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--b\r\n", "--b--x", "a=1"})
  void malformedMultipartFormIsMissing(String body) {
    Delivery delivery = delivery(null, MULTIPART, body);
    assertThat(delivery.json().isMissingNode()).isTrue();
    assertThat(delivery.form()).isEmpty();
    assertThat(delivery.hasOnlyTexts()).isFalse();
  }

  /** JSON is never taken for a form, whatever its type looks like. */
  @Test
  void unreadableTypeIsNoForm() {
    Delivery delivery = delivery(null, FORM + "; a=1; a=2", "{\"a\":1}");
    assertThat(delivery.isForm()).isFalse();
    assertThat(delivery.form()).isEmpty();
    assertThat(delivery.scalar("/a")).contains("1");
  }

  @Test
  void bodyOfAnotherTypeHasNoFields() {
    assertThat(delivery(null, "text/plain", "a=1").form()).isEmpty();
    assertThat(delivery(null, FORM + "x", "a=1").form()).isEmpty();
    assertThat(delivery(null, "text/plain", "a=1").json().isMissingNode()).isTrue();
  }

  @Test
  void everyElementIsADocument() {
    Delivery delivery = delivery(null, "application/json", "{\"value\":[{\"s\":\"x\"},{\"s\":2}]}");
    assertThat(delivery.each("/value").stream().map(each -> each.scalar("/s").orElse("")))
        .containsExactly("x", "2");
    assertThat(delivery.each("/other")).isEmpty();
    assertThat(delivery(null, "application/json", "[1,2,3]").each("")).hasSize(3);
  }

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static Delivery delivery(@Nullable String query, String type, String body) {
    return Deliveries.of(
        "POST",
        "https://hooks.example.com/t",
        Map.of("Content-Type", List.of(type)),
        query,
        body.getBytes(StandardCharsets.UTF_8));
  }
}
