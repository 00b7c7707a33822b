package drawbridge.admin.control.requests;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.run.entity.RequestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell reads every text of a request as data. */
class RequestCommandTest {

  /** Prints each argument in brackets, then its input. */
  private static final String CURL =
      "curl() { for each; do printf '[%s]' \"$each\"; done; cat; }; SECRET=s; TRIGGER_URL=http://t; ";

  private static final String URL = "http://localhost/api/inbound/default";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "it's",
        "'; touch /tmp/created; '",
        "$(id) `id` ${HOME} \\ \" ! # & | > <",
        "@/etc/passwd",
        "%s %d \\n",
        "-n",
        "two\nlines\n",
        "ä 語 😀"
      })
  void everyTextIsData(String text) throws Exception {
    RequestCommand command =
        new RequestCommand(
            received(Map.of("x-a", text.replace('\n', ' ')), Map.of(), text),
            Optional.of(URL),
            Optional.empty());
    assertThat(inShell(command))
        .isEqualTo(
            "[-sSg][-X][POST]["
                + URL
                + "][-H][x-a: "
                + text.replace('\n', ' ')
                + "][-H][Inbound-Webhook-Secret: s][-H][content-type;][--data-binary][@-]"
                + text);
  }

  @Test
  void secretsAndHiddenUrlsAreVariables() throws Exception {
    RequestCommand command =
        new RequestCommand(
            new RequestDetail(
                data(Map.of("content-type", "text/plain"), Map.of("a b", "'&c")),
                "trigger",
                202,
                "application/json",
                "[]",
                Optional.of("{}"),
                Optional.empty()),
            Optional.empty(),
            Optional.empty());
    assertThat(inShell(command))
        .isEqualTo(
            "[-sSg][-X][POST][http://t?a+b=%27%26c][-H][content-type: application/json]"
                + "[--data-binary][@-]{}");
    assertThat(command.note().orElseThrow()).contains("TRIGGER_URL", "as the JSON");
  }

  @Test
  void bytesOfARefusedRequestAreRepeated() throws Exception {
    byte[] bytes = {0, (byte) 0xFF, 'a'};
    assertThat(inShell(refused(Optional.of(bytes))))
        .endsWith("[@-]" + new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void bodyThatWasNotKeptGivesNoCommand() {
    assertThat(refused(Optional.empty()).text()).isEmpty();
    assertThat(refused(Optional.empty()).note().orElseThrow()).contains("not kept");
  }

  private static RequestCommand refused(Optional<byte[]> body) {
    RefusedDelivery delivery =
        RefusedDelivery.ofRequest(
            new RefusedDelivery.Origin(
                "workspace", "trigger", Ids.next(0), data(Map.of(), Map.of()).toText()),
            Instant.EPOCH,
            Problem.of("malformed-request", "Malformed request", 400, "x"),
            Optional.empty(),
            body);
    return new RequestCommand(RequestDetail.of(delivery), Optional.of(URL), Optional.empty());
  }

  private static RequestDetail received(
      Map<String, String> headers, Map<String, String> query, String body) {
    return new RequestDetail(
        data(headers, query),
        null,
        202,
        "application/json",
        "[]",
        Optional.of(body),
        Optional.empty());
  }

  private static RequestData data(Map<String, String> headers, Map<String, String> query) {
    return new RequestData(Ids.next(0), "POST", headers, query, Optional.empty(), false, false);
  }

  private static String inShell(RequestCommand command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", CURL + command.text().orElseThrow())
            .redirectErrorStream(true)
            .start();
    byte[] printed = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    boolean isText = command.detail().refused().isEmpty();
    return new String(printed, isText ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }
}
