package drawbridge.inbound.trigger.setup;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingCheckTest {

  private static final String START = "{'workflow': 'greet', ";

  @ParameterizedTest
  @Tag("T14")
  @ValueSource(
      strings = {
        "'uidFrom': {'pointer': '/0/id'}",
        "'uidFrom': {'pointer': '/0'}",
        "'uidFrom': {'pointer': '/events/-'}",
        "'uidFrom': {'pointer': '/entry/0/changes/0/value/messages/0/id'}",
        "'uidFrom': {'pointer': '/events/17/id'}",
        "'uidFrom': {'jq': '.runtime[0].id'}",
        "'uidFrom': {'jq': '.runtime.events[-1].id'}",
        "'uidFrom': {'jq': '.request.body.events[0].id'}",
        "'uidFrom': {'jq': '.runtime | .events[0] | .id'}",
        "'uidFrom': {'jq': '$context.runtime.events[0].id'}",
        "'uidFrom': {'jq': '.runtime.events[0].id | tostring'}",
        "'uidFrom': {'jq': '.runtime.id | $context.runtime.events[0] | .id'}",
        "'uidFrom': {'jq': '.runtime | first | .id'}",
        "'uidFrom': {'jq': '.runtime.events | last | .id'}",
        "'uidFrom': {'jq': 'first(.runtime.events[]).id'}",
        "'uidFrom': {'jq': 'first(.runtime.events[] | .id)'}",
        "'uidFrom': {'jq': 'limit(1; .runtime.events[].id)'}",
        "'uidFrom': {'jq': 'nth(0; .runtime.events[].id)'}",
        "'uidFrom': {'jq': '.runtime.events | nth(0) | .id'}",
        "'uidFrom': {'jq': '.runtime.events[].id'}",
        "'uidFrom': {'jq': '.runtime.events[]?.id?'}",
        "'uidFrom': {'jq': '.runtime.events | map(.id) | first'}",
        "'uidFrom': {'jq': '.runtime.events | map(.id) | .[0]'}",
        "'uidFrom': {'jq': '[.runtime.events[].id][0]'}",
        "'uidFrom': {'jq': '.runtime.events | sort_by(.at) | last | .id'}",
        "'uidFrom': {'jq': '.runtime.events | max_by(.at).id'}",
        "'uidFrom': {'jq': '.runtime.events[:1][0].id'}",
        "'uidFrom': {'jq': '`event \\\\(.runtime.events[0].id)`'}",
        "'uidFrom': {'jq': '`event ` + (.runtime.events[0].id | tostring)'}",
        "'uidFrom': {'jq': '`\\\\(.runtime.events[0].id) \\\\(.runtime.events[0].at)`'}",
        "'uidFrom': {'jq': '.runtime.events[0].id // ``'}",
        "'uidFrom': {'jq': 'if .runtime.events then .runtime.events[0].id else `` end'}",
        "'uidFrom': {'jq': 'try .runtime.events[0].id catch ``'}",
      })
  void positionOfAnArrayIsNoUidOfTheBody(String member) {
    assertThat(faults(START + member + "}"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/uidFrom");
              assertThat(fault.detail()).endsWith("set split");
            });
  }

  @ParameterizedTest
  @Tag("T14")
  @ValueSource(
      strings = {
        "'split': '/events', 'uidFrom': {'pointer': '/ids/0'}",
        "'split': '', 'uidFrom': {'pointer': '/0/id'}",
        "'split': '', 'uidFrom': {'jq': '.runtime.ids[0]'}",
        "'uidFrom': {'pointer': '/events/00/id'}",
        "'uidFrom': {'pointer': '/event~10/id'}",
        "'uidFrom': {'pointer': '/v2/0x/id'}",
        "'uidFrom': {'jq': '[.runtime.events[].id] | join(`,`)'}",
        "'uidFrom': {'jq': '.runtime.id + .request.headers[`x-part`]'}",
        "'uidFrom': {'jq': '.runtime.events[0].id | . + $context.runtime.id'}",
        "'uidFrom': {'jq': '.runtime.events[0] | $context.runtime.id'}",
        "'uidFrom': {'jq': '.runtime.events[0:9] | map(.id) | join(`,`)'}",
        "'uidFrom': {'jq': '.runtime.fields[] | select(.name == `id`) | .value'}",
        "'uidFrom': {'jq': 'first(.runtime.fields[] | select(.name == `id`)).value'}",
        "'uidFrom': {'jq': '`\\\\(.runtime.id) \\\\(.runtime.events[0].id)`'}",
        "'uidFrom': {'jq': '.runtime.id // .runtime.events[0].id'}",
        "'uidFrom': {'jq': '(.runtime.path | split(`/`)) as $parts | $parts[0]'}",
        "'uidFrom': {'jq': '.runtime.path | split(`/`) | .[0]'}",
        "'uidFrom': {'jq': '[.runtime.id][0]'}",
        "'uidFrom': {'jq': '.runtime.ids | join(`,`)'}",
        "'uidFrom': {'header': '0'}",
        "'split': '', 'uidFrom': {'header': 'X-Id'}",
      })
  void otherSourcesAreAllowed(String member) {
    assertThat(faults(START + member + "}")).isEmpty();
  }

  @ParameterizedTest
  @Tag("T3")
  @ValueSource(
      strings = {
        "'uidFrom': {'jq': '`one`'}",
        "'uidFrom': {'jq': '1 + 1'}",
        "'uidFrom': {'jq': 'null'}",
        "'split': '', 'uidFrom': {'jq': '`one`'}",
        "'split': '', 'uidFrom': {'jq': '.request.id'}",
        "'split': '', 'uidFrom': {'jq': '.request.headers[`x-id`]'}",
        "'split': '', 'uidFrom': {'jq': '$context.request.body.id'}",
      })
  void uidThatIgnoresItsEventIsRefused(String member) {
    assertThat(faults(START + member + "}"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/uidFrom");
              assertThat(fault.detail()).contains("duplicate");
            });
  }

  @ParameterizedTest
  @Tag("T3")
  @ValueSource(
      strings = {
        "'uidFrom': {'jq': 'now | tostring'}",
        "'uidFrom': {'jq': '`\\\\(.runtime.id) \\\\(now)`'}",
        "'uidFrom': {'jq': '.runtime.id // now'}",
        "'uidFrom': {'jq': 'def day: now | todate; .runtime.id + day'}",
        "'uidFrom': {'jq': '.request.id'}",
        "'uidFrom': {'jq': '.runtime.id + $context.request.receivedAt'}",
        "'split': '', 'uidFrom': {'jq': '.runtime.id + .request[`receivedAt`]'}",
      })
  void uidThatChangesWithEachRepetitionIsRefused(String member) {
    assertThat(faults(START + member + "}"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/uidFrom");
              assertThat(fault.detail()).startsWith("must not use now");
            });
  }

  @Test
  @Tag("T10")
  void conditionMayUseNow() {
    assertThat(faults(START + "'routes': [{'when': 'now < 0', 'ignore': true}]}")).isEmpty();
  }

  @ParameterizedTest
  @Tag("T3")
  @Tag("T10")
  @CsvSource(
      delimiter = ';',
      value = {
        "'uidFrom': {'jq': '.runtime.id |'}; /uidFrom",
        "'uidFrom': {'jq': '$runtime.id'}; /uidFrom",
        "'uidFrom': {'jq': 'input'}; /uidFrom",
        "'uidFrom': {'jq': ' '}; /uidFrom",
        "'uidFrom': {'jq': '.runtime.id', 'header': 'X-Id'}; /uidFrom",
        "'uidFrom': {'pointer': 'id'}; /uidFrom",
        "'routes': [{'when': 'true', 'ignore': true}, {'when': '.runtime.a ==', 'ignore': true}]; /routes/1/when",
        "'routes': [{'when': '$request.method', 'ignore': true}]; /routes/0/when",
        "'routes': [{'when': 'undefined_function', 'ignore': true}]; /routes/0/when",
        "'routes': [{'when': '$ENV.HOME', 'ignore': true}]; /routes/0/when",
        "'routes': [{'when': 'true'}]; /routes/0",
        "'routes': [{'when': 'true', 'workflow': 'a', 'ignore': true}]; /routes/0",
        "'routes': [{'when': 'true', 'ignore': true, 'stateValues': {}}]; /routes/0",
        "'routes': [{'workflow': 'a'}]; /routes/0/when",
        "'routes': [{'when': '', 'workflow': 'a'}]; /routes/0/when",
        "'routes': [{'when': 'true', 'workflow': ' '}]; /routes/0/workflow",
        "'routes': [{'when': 'true', 'workflow': 'a', 'then': 'b'}]; /routes/0/then",
        "'routes': []; /routes",
        "'split': 'events'; /split",
        "'split': '/a~2'; /split",
        "'split': '/a~'; /split",
        "'methods': ['POST', 'POST']; /methods",
        "'methods': ['OPTIONS']; /methods",
        "'methods': []; /methods",
        "'split': '', 'reply': {'from': 'run', 'within': 'PT3S', 'otherwise': {'status': 200}}; /reply/from",
      })
  void faultHasItsPointer(String member, String pointer) {
    assertThat(faults(START + member + "}")).extracting(Fault::pointer).containsExactly(pointer);
  }

  @Test
  @Tag("T10")
  void setupNeedsAWorkflowOrRoutes() {
    assertThat(faults("{'split': ''}")).extracting(Fault::pointer).containsExactly("/workflow");
    assertThat(faults("{'routes': [{'when': 'true', 'ignore': true}]}")).isEmpty();
  }

  @Test
  @Tag("T10")
  void programHasAtMost10000Characters() {
    String longest = "true" + " ".repeat(9_996);
    assertThat(faults(START + "'routes': [{'when': '" + longest + "', 'ignore': true}]}"))
        .isEmpty();
    assertThat(faults(START + "'routes': [{'when': '" + longest + " ', 'ignore': true}]}"))
        .extracting(Fault::pointer)
        .contains("/routes/0/when");
    assertThat(faults(START + "'uidFrom': {'jq': '.runtime.id" + " ".repeat(10_000) + "'}}"))
        .extracting(Fault::pointer)
        .containsExactly("/uidFrom");
  }

  @Test
  @Tag("T10")
  void deeplyNestedProgramIsAFault() {
    String deep = "(".repeat(4_000) + "1" + ")".repeat(4_000);
    assertThat(faults(START + "'routes': [{'when': '" + deep + "', 'ignore': true}]}"))
        .extracting(Fault::pointer)
        .containsExactly("/routes/0/when");
  }

  @Test
  void everyFaultIsReported() {
    assertThat(
            faults(
                "{'split': 'x', 'methods': ['GET', 'GET'], 'uidFrom': {'jq': '('},"
                    + " 'routes': [{'when': '(', 'ignore': true}, {'when': ')', 'ignore': true}]}"))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/split", "/methods", "/uidFrom", "/routes/0/when", "/routes/1/when");
  }

  private static List<Fault> faults(String text) {
    List<Fault> faults = new ArrayList<>();
    var unused =
        SetupForm.read(JsonBinding.object(text.replace('\'', '"').replace("`", "\\\"")), faults);
    return faults;
  }
}
