package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A single element at the pointer of split is an array of one. */
@Tag("T6")
@Tag("T9")
class SplitArrayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/xml | <r><i>1</i></r> | /r/i | {\"r\":{\"i\":[\"1\"]}}",
        "text/xml | <r><i>1</i><i>2</i></r> | /r/i | {\"r\":{\"i\":[\"1\",\"2\"]}}",
        "text/xml | <r><i a='1'/></r> | /r/i | {\"r\":{\"i\":[{\"@a\":\"1\"}]}}",
        "text/xml | <r><j/></r> | /r/i | {\"r\":{\"j\":\"\"}}",
        "text/xml | <r/> | /r/i | {\"r\":\"\"}",
        "application/x-www-form-urlencoded | i=1 | /i | {\"i\":[\"1\"]}",
        "application/json | {\"i\":{\"a\":1}} | /i | {\"i\":{\"a\":1}}",
      })
  void singleElementIsAnArray(String type, String text, String pointer, String expected) {
    byte[] bytes = text.getBytes(UTF_8);
    ReceivedBody body =
        new ReceivedBody(bytes, bytes, ContentType.of(type), 1000, Allowance.bounded(512 << 20));
    var tree = body.read(BodyFormat.of(body.type()), new FaultList()).orElseThrow();
    assertThat(body.withArrayAt(pointer, List.of(), tree)).isEqualTo(Json.read(expected));
  }
}
