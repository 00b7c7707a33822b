package drawbridge.inbound.boundary.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.text.ParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.glassfish.jersey.message.internal.HttpHeaderReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R9")
class RequestHeadTest {

  private static final String[] PIECES = {
    "application",
    "json",
    "*",
    "/",
    ";",
    "=",
    ",",
    "q",
    "0",
    "1",
    ".5",
    "0.7777",
    "\"",
    "\\",
    " ",
    "\t",
    "charset",
    "utf-8",
    "é",
    "(",
    "@",
    "multipart/form-data",
    "a\"b",
    "text/html;q=0.3"
  };

  private static Map<String, List<String>> readable(String name, String... values) {
    return RequestHead.readable(Map.of(name, List.of(values)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON ; charset=\"utf-8\"",
        "text/xml;charset=utf-8;",
        "multipart/form-data; boundary=\"a b\\\"c\"",
      })
  void wellFormedContentTypeIsKept(String value) {
    assertThat(readable("content-TYPE", value)).isEqualTo(Map.of("content-TYPE", List.of(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";;",
        "application/json; utf-8",
        "application/json; =a",
        "json",
        "a/b/c",
        "é/x",
        "a/b c"
      })
  void malformedContentTypeIsRenamed(String value) {
    assertThat(readable("Content-Type", value))
        .isEqualTo(Map.of("Drawbridge-Unreadable-Content-Type", List.of(value)));
  }

  @Test
  void repeatedContentTypeIsRenamed() {
    assertThat(readable("Content-Type", "a/b", "c/d"))
        .isEqualTo(Map.of("Drawbridge-Unreadable-Content-Type", List.of("a/b, c/d")));
  }

  @Test
  void noSenderSetsTheRenamedHeader() {
    assertThat(readable("drawbridge-unreadable-content-type", "a/b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "content-TYPE, application/json, true",
    "content-TYPE, json, false",
    "accept, */*, true",
    "accept, a;, false",
    "drawbridge-UNREADABLE-accept, */*, false",
    "X-Any, ;;, true"
  })
  void onlyChangedHeadersAreCopied(String name, String value, boolean isReadable) {
    assertThat(
            RequestHead.areReadable(
                Collections.enumeration(List.of("Host", name)), it -> List.of(value)))
        .isEqualTo(isReadable)
        .isEqualTo(readable(name, value).containsKey(name));
  }

  @Test
  void otherHeadersAreKept() {
    assertThat(readable("X-Any", "\u00e9;;", "")).containsEntry("X-Any", List.of("\u00e9;;", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "text/*;q=0.5, application/json ; v=\"1,2\";q=1.000 ,a/b"
      })
  void wellFormedAcceptIsKept(String value) {
    assertThat(readable("Accept", value)).containsOnlyKeys("Accept");
  }

  @Test
  void jerseyParsesEveryHeaderThatIsKept() throws ParseException {
    Random random = new Random(20_261_129);
    int kept = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
        value.append(PIECES[random.nextInt(PIECES.length)]);
      }
      if (readable("Content-Type", value.toString()).containsKey("Content-Type")) {
        assertThat(MediaType.valueOf(value.toString())).as(value.toString()).isNotNull();
        kept++;
      }
      if (readable("Accept", value.toString()).containsKey("Accept")) {
        assertThat(HttpHeaderReader.readAcceptMediaType(value.toString()))
            .as(value.toString())
            .isNotEmpty();
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(300);
  }

  @Test
  void longHeadersAreCheckedInLinearTime() {
    String[] longest = {
      "a/b" + ";".repeat(100_000),
      "a/b;c=\"" + "\\\"".repeat(50_000),
      "a/b" + ";q=1".repeat(30_000),
      "a/b,".repeat(30_000)
    };
    for (String value : longest) {
      assertThat(readable("Content-Type", value)).hasSize(1);
      assertThat(readable("Accept", value)).hasSize(1);
    }
  }
}
