package drawbridge.admin.control.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.run.dryrun.SampleAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads pasted headers and sample answers. */
class PastedTest {

  private final List<Fault> faults = new ArrayList<>();

  @Test
  void headersKeepTheirOrderAndIgnoreCase() {
    var headers = HeaderLines.read("X-A: 1\n\nx-a: 2: 3\r\n", faults);
    assertThat(headers.get("X-a")).containsExactly("1", "2: 3");
    assertThat(faults).isEmpty();
  }

  @Test
  void malformedLineIsReportedByItsNumberOnly() {
    HeaderLines.read("X-A: 1\nmy secret", faults);
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).line()).isEqualTo(2);
    assertThat(faults.get(0).inWords()).doesNotContain("secret");
  }

  @Test
  void sampleAnswersHaveStatus200ByDefault() {
    var answers = SampleAnswers.read("{\"a\": {\"body\": 1}, \"b\": {\"status\": 503}}", faults);
    assertThat(answers)
        .containsEntry("a", new SampleAnswer(200, Json.NODES.numberNode(1)))
        .containsEntry("b", new SampleAnswer(503, Json.NODES.nullNode()));
    assertThat(faults).isEmpty();
  }

  @Test
  void malformedSampleAnswerIsAFaultAtItsPointer() {
    SampleAnswers.read("{\"a\": 1, \"b\": {\"status\": 99}, \"c\": {\"text\": \"\"}}", faults);
    assertThat(faults).extracting(Fault::pointer).containsExactly("/a", "/b", "/c");
    faults.clear();
    SampleAnswers.read("{", faults);
    assertThat(faults).hasSize(1);
  }
}
