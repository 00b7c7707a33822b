package drawbridge.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests {@link CaseRun} with fake servers. */
class CaseRunTest {

  private static final Map<String, String> NAMES = Map.of("secret", "s", "workspace", "w");

  private static void execute(Wire wire, String... exchanges) {
    List<Exchange> all =
        List.of(exchanges).stream().map(text -> Exchange.of(Json.read(quoted(text)))).toList();
    new CaseRun(wire, NAMES, setup -> "/nowhere")
        .execute(new ContractCase("X1-x", "X1", "x", Json.object(), all));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static Wire.Answer answer(int status, String body) {
    return new Wire.Answer(
        status, Map.of("content-type", "application/json;charset=UTF-8"), quoted(body));
  }

  @Test
  void capturedValuesFillTheNextRequest() {
    Wire wire =
        request ->
            request.method().equals("GET")
                ? answer(request.path().equals("/runs/17") ? 200 : 404, "{}")
                : answer(202, "{'runId':'17'}");
    String first =
        "{'path':'/','body':{},'expect':{'status':202,'mediaType':'application/json',"
            + "'body':{'runId':'<runId:a>'}}}";
    String second = "{'method':'GET','path':'/runs/<runId:a>','expect':{'status':200}}";
    assertThatCode(() -> execute(wire, first, second)).doesNotThrowAnyException();
    assertThatThrownBy(() -> execute(wire, second)).isInstanceOf(AssertionError.class);
  }

  @Test
  void exactlyOneCopyMatchesTheExpectation() {
    String copies =
        "{'path':'/','copies':4,'expect':{'status':202,'body':{'runId':'<runId:a>'}},"
            + "'expectOthers':{'status':200,'body':{'runId':'<runId:a>'}}}";
    assertThatCode(() -> execute(oneOf(1, "17"), copies)).doesNotThrowAnyException();
    assertThatThrownBy(() -> execute(oneOf(2, "17"), copies)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> execute(oneOf(0, "17"), copies)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> execute(oneOf(1, "18"), copies)).isInstanceOf(AssertionError.class);
  }

  private static Wire oneOf(int accepted, String runOfOthers) {
    AtomicInteger count = new AtomicInteger();
    return request ->
        count.incrementAndGet() <= accepted
            ? answer(202, "{'runId':'17'}")
            : answer(200, "{'runId':'" + runOfOthers + "'}");
  }

  @Test
  void runIsPolledUntilItMatches() {
    AtomicInteger asked = new AtomicInteger();
    Wire wire =
        request ->
            request.path().equals("/runs/1")
                ? answer(
                    200, asked.incrementAndGet() < 3 ? "{'status':'queued'}" : "{'status':'done'}")
                : answer(202, "{'results':[{'location':'/runs/1'}]}");
    assertThatCode(
            () -> execute(wire, "{'path':'/','expect':{'status':202,'run':{'status':'done'}}}"))
        .doesNotThrowAnyException();
  }

  @Test
  void caseMayReplaceTheDefaultHeaders() {
    Wire wire =
        request -> {
          Map<String, String> headers = request.headers();
          boolean usual =
              headers.equals(Map.of("Inbound-Webhook-Secret", "s", "Content-Type", "text/plain"));
          return answer(usual ? 200 : headers.isEmpty() ? 401 : 400, "{}");
        };
    assertThatCode(
            () ->
                execute(
                    wire,
                    "{'path':'/','headers':{'Content-Type':'text/plain'},'expect':{'status':200}}",
                    "{'path':'/','headers':{'Content-Type':'<absent>',"
                        + "'Inbound-Webhook-Secret':'<absent>'},'expect':{'status':401}}"))
        .doesNotThrowAnyException();
  }

  @Test
  void unknownMemberIsRefused() {
    assertThatThrownBy(() -> Exchange.of(Json.read("{\"path\":\"/\",\"expects\":{}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expects");
  }
}
