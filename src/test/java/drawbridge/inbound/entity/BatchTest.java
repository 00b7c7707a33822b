package drawbridge.inbound.entity;

import static drawbridge.inbound.entity.RequestFormTest.pointers;
import static drawbridge.inbound.entity.RequestFormTest.readable;
import static drawbridge.inbound.entity.RequestFormTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static List<String> runtimes(String parent, String... entries) {
    String body =
        "{\"workflow\":\"w\"" + parent + ",\"batch\":[" + String.join(",", entries) + "]}";
    return readable(body).stream().map(order -> Json.write(order.runtime())).toList();
  }

  @Test
  @Tag("B1")
  void batchIsAnArrayOfObjects() {
    assertThat(pointers("{\"workflow\":\"w\",\"batch\":{}}")).containsExactly("/batch");
    assertThat(pointers("{\"workflow\":\"w\",\"batch\":[{},1,null]}"))
        .containsExactly("/batch/1", "/batch/2");
  }

  @Test
  @Tag("B2")
  void parentNeedsAWorkflow() {
    assertThat(pointers("{\"batch\":[{\"workflow\":\"w\"}]}")).containsExactly("/workflow");
  }

  @Test
  @Tag("B3")
  void entryReplacesAndNeverMerges() {
    List<RunOrder> orders =
        readable(
            """
                {"workflow": "w", "stateValues": {"a": 1, "b": 2}, "batch": [
                  {}, {"workflow": "v", "stateValues": {"a": 3}}]}
                """);
    assertThat(orders).extracting(RunOrder::workflow).containsExactly("w", "v");
    assertThat(Json.write(orders.get(0).stateValues())).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(Json.write(orders.get(1).stateValues())).isEqualTo("{\"a\":3}");
  }

  @Test
  @Tag("B3")
  void emptyObjectOverridesParent() {
    RunOrder order =
        readable("{\"workflow\":\"w\",\"stateValues\":{\"a\":1},\"batch\":[{\"stateValues\":{}}]}")
            .get(0);
    assertThat(order.stateValues()).isEmpty();
  }

  @Test
  @Tag("B4")
  void uidOfTheParentIsIgnored() {
    List<RunOrder> orders = readable("{\"workflow\":\"w\",\"uid\":[],\"batch\":[{},{\"uid\":7}]}");
    assertThat(orders.get(0).uid()).isEmpty();
    assertThat(orders.get(1).uid()).contains(new Uid("7"));
  }

  @Test
  @Tag("B5")
  void runtimeDataOverlaysOtherMembersOfItsEntry() {
    assertThat(runtimes(",\"p\":1", "{\"a\":1,\"b\":1,\"runtimeData\":{\"b\":{\"c\":2}}}"))
        .containsExactly("{\"a\":1,\"b\":{\"c\":2}}");
  }

  @Test
  @Tag("B5")
  void entryInheritsRuntimeAndEmptyRuntimeDataClearsIt() {
    assertThat(
            runtimes(
                ",\"p\":1,\"runtimeData\":{\"q\":2}",
                "{}",
                "{\"runtimeData\":{}}",
                "{\"a\":1,\"runtimeData\":{}}"))
        .containsExactly("{\"p\":1,\"runtimeData\":{\"q\":2}}", "{}", "{\"a\":1}");
  }

  @Test
  @Tag("B8")
  void orderIsKeptAndEmptyBatchStartsNothing() {
    assertThat(readable("{\"workflow\":\"w\",\"batch\":[]}")).isEmpty();
    assertThat(readable("{\"workflow\":\"w\",\"batch\":[{\"uid\":2},{\"uid\":1},{\"uid\":3}]}"))
        .extracting(order -> order.uid().map(Uid::value).orElse(""))
        .containsExactly("2", "1", "3");
  }

  @Test
  @Tag("B8")
  void inheritedDataHasItsOwnLimit() {
    String parent = "{\"workflow\":\"w\",\"data\":\"" + "x".repeat(50_000) + "\",\"batch\":";

    assertThat(refusal(parent + "[{}]}")).isZero();
    assertThat(refusal(parent + "[{},{\"own\":1}]}")).isZero();
    assertThat(refusal(parent + "[{},{}]}")).isEqualTo(413);
  }

  @Test
  @Tag("B8")
  void moreEntriesThanTheLimitAreTooLarge() {
    assertThat(refusal("{\"workflow\":\"w\",\"batch\":[{},{},{},{}]}")).isEqualTo(413);
    assertThat(readable("{\"workflow\":\"w\",\"batch\":[{},{},{}]}")).hasSize(3);
  }

  @Test
  @Tag("B8")
  void batchInsideAnEntryIsRefused() {
    assertThat(pointers("{\"workflow\":\"w\",\"batch\":[{},{\"batch\":[]}]}"))
        .containsExactly("/batch/1/batch");
  }
}
