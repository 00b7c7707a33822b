package drawbridge.inbound.entity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {

  private static final RequestLimits SMALL = new RequestLimits(100_000, 3, 100_000);

  static List<RunOrder> readable(String body) {
    return WorkflowRequest.read(
        body.getBytes(UTF_8),
        SMALL,
        orders -> orders,
        problem -> {
          throw new AssertionError(problem.toString());
        });
  }

  /** Returns the status of the refusal; 0 for a readable body. */
  static int refusal(byte[] body, RequestLimits limits) {
    return WorkflowRequest.read(body, limits, orders -> 0, Problem::status);
  }

  static int refusal(String body) {
    return refusal(body.getBytes(UTF_8), SMALL);
  }

  static List<Fault> faults(String body) {
    return WorkflowRequest.read(
        body.getBytes(UTF_8), SMALL, orders -> List.of(), problem -> problem.errors());
  }

  static List<String> pointers(String body) {
    return faults(body).stream().map(Fault::pointer).toList();
  }

  private static RunOrder only(String body) {
    List<RunOrder> orders = readable(body);
    assertThat(orders).hasSize(1);
    return orders.get(0);
  }

  @ParameterizedTest
  @Tag("C4")
  @ValueSource(
      strings = {
        "{}",
        "{'workflow':null}",
        "{'workflow':7}",
        "{'workflow':' \\t'}",
        "{'workflow':''}",
        "{'workflow':['greet']}",
        "{'workflow':'gr\\u0000eet'}"
      })
  void workflowIsANonBlankString(String body) {
    assertThat(pointers(body.replace('\'', '"'))).containsExactly("/workflow");
  }

  @Test
  @Tag("C5")
  void stateValuesKeepTheirTypes() {
    RunOrder order =
        only(
            """
            {"workflow": "greet", "stateValues": {"n": 1.10, "t": "1", "o": {"a": [null, true]}}}
            """);
    assertThat(Json.write(order.stateValues()))
        .isEqualTo("{\"n\":1.10,\"t\":\"1\",\"o\":{\"a\":[null,true]}}");
    assertThat(pointers("{\"workflow\":\"greet\",\"stateValues\":[]}"))
        .containsExactly("/stateValues");
  }

  @Test
  @Tag("C6")
  void uidIsTextOrAnIntegerNumber() {
    assertThat(only("{\"workflow\":\"w\",\"uid\":\" a \"}").uid()).contains(new Uid(" a "));
    assertThat(only("{\"workflow\":\"w\",\"uid\":12345678901234567890123}").uid())
        .contains(new Uid("12345678901234567890123"));
    assertThat(only("{\"workflow\":\"w\",\"uid\":\"" + "u".repeat(255) + "\"}").uid()).isPresent();
    assertThat(only("{\"workflow\":\"w\"}").uid()).isEmpty();
  }

  @ParameterizedTest
  @Tag("C6")
  @ValueSource(strings = {"\"\"", "1.0", "1e3", "true", "{}", "[1]", "\"a\\u0000\""})
  void otherUidsAreRefused(String uid) {
    assertThat(pointers("{\"workflow\":\"w\",\"uid\":" + uid + "}")).containsExactly("/uid");
  }

  @Test
  @Tag("C6")
  void uidHasAtMost255Characters() {
    String text = "\"" + "u".repeat(256) + "\"";
    assertThat(pointers("{\"workflow\":\"w\",\"uid\":" + text + "}")).containsExactly("/uid");
    String digits = "1".repeat(256);
    assertThat(pointers("{\"workflow\":\"w\",\"uid\":" + digits + "}")).containsExactly("/uid");
  }

  @Test
  @Tag("C7")
  void everyOtherMemberIsRuntimeData() {
    RunOrder order =
        only(
            """
            {"workflow": "greet", "extra_stuff": {"lots": 3}, "runtimeData": {"a": 1},
             "Workflow": "x", "none": null}
            """);
    assertThat(Json.write(order.runtime()))
        .isEqualTo(
            "{\"extra_stuff\":{\"lots\":3},\"runtimeData\":{\"a\":1},"
                + "\"Workflow\":\"x\",\"none\":null}");
    assertThat(order.stateValues()).isEmpty();
  }

  @Test
  @Tag("C8")
  void nullMeansNotSet() {
    RunOrder order = only("{\"workflow\":\"w\",\"stateValues\":null,\"uid\":null,\"batch\":null}");
    assertThat(order.stateValues()).isEmpty();
    assertThat(order.runtime()).isEmpty();
    assertThat(order.uid()).isEmpty();
    RunOrder entry =
        only(
            """
            {"workflow": "w", "stateValues": {"s": 1}, "r": 2, "batch": [
              {"workflow": null, "stateValues": null, "uid": null, "batch": null,
               "runtimeData": null}]}
            """);
    assertThat(entry.workflow()).isEqualTo("w");
    assertThat(Json.write(entry.stateValues())).isEqualTo("{\"s\":1}");
    assertThat(Json.write(entry.runtime())).isEqualTo("{\"r\":2}");
  }

  @Test
  void everyFaultIsListed() {
    assertThat(
            pointers(
                """
                {"stateValues": 1, "a": 1, "a": 2, "batch": [
                  1, {"workflow": 1, "stateValues": 1, "uid": {}, "runtimeData": 1, "batch": []}]}
                """))
        .containsExactlyInAnyOrder(
            "/a",
            "/workflow",
            "/stateValues",
            "/batch/0",
            "/batch/1/workflow",
            "/batch/1/stateValues",
            "/batch/1/uid",
            "/batch/1/runtimeData",
            "/batch/1/batch");
  }

  @Test
  void atMostOneHundredFaultsAreListed() {
    String body = "{\"workflow\":\"w\"" + ",\"a\":1".repeat(131) + "}";
    assertThat(faults(body)).hasSize(101);
    assertThat(faults(body).get(100).detail()).startsWith("and 30 more");
  }
}
