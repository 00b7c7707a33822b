package drawbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.WorkflowRequest;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases are well-formed and complete, and match the result of reading their bodies. */
class ContractCasesTest {

  /** Other tests cover C2 (workspaces), D4 (needs a clock) and R5 (needs a failing store). */
  private static final Set<String> RULES =
      Set.of(
          "C1 C10 C3 C4 C5 C6 C7 C8 B1 B2 B3 B4 B5 B6 B7 B8 D1 D2 D3 D5 R1 R2 R3 R4 R6 R7 R9 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 X23"
              .split(" "));

  @Test
  void everyRuleHasACase() {
    List<ContractCase> all = ContractCases.all();
    assertThat(all.stream().map(ContractCase::rule).collect(Collectors.toSet())).isEqualTo(RULES);
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.file()).startsWith(one.rule() + "-");
              assertThat(one.title()).isNotBlank();
              assertThat(one.exchanges()).isNotEmpty();
            });
  }

  @TestFactory
  Stream<DynamicTest> readingMatchesTheCases() {
    return ContractCases.all().stream()
        .filter(one -> !one.family().equals("T")) // triggers read bodies differently
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.toString(), () -> one.exchanges().forEach(ContractCasesTest::check)));
  }

  private static void check(Exchange exchange) {
    Bindings bindings =
        Bindings.of(
            Map.of("workspace", "w", "secret", "right", "other", "o", "otherSecret", "left"));
    Wire.Request request = exchange.toRequest(bindings);
    int status = exchange.expect().path("status").asInt();
    boolean isReadDifferently = // by triggers, and by the decoder of compressed bodies
        request.path().contains("trigger") || request.headers().containsKey("Content-Encoding");
    if (isReadDifferently
        || !request.method().equals("POST")
        || Set.of(401, 415).contains(status)) {
      return;
    }
    ObjectNode answer =
        WorkflowRequest.read(
            request.bytes(),
            RequestLimits.DEFAULT,
            ContractCasesTest::merged,
            ContractCasesTest::refused);
    int refusal =
        WorkflowRequest.read(
            request.bytes(), RequestLimits.DEFAULT, orders -> 0, problem -> problem.status());
    assertThat(refusal).isEqualTo(Set.of(400, 413).contains(status) ? status : 0);
    assertThat(new Expected(bindings).difference(known(exchange.expect().path("body")), answer))
        .isEmpty();
  }

  /** Returns the expectation without values that only a server has. */
  private static ObjectNode known(JsonNode body) {
    ObjectNode known = Json.object();
    if (body.has("errors")) {
      known.set("errors", body.path("errors"));
    }
    if (body.has("results")) {
      ArrayNode results = known.putArray("results");
      for (JsonNode result : body.path("results")) {
        ObjectNode copy = results.addObject();
        result.properties().stream()
            .filter(member -> Set.of("uid", "effective").contains(member.getKey()))
            .forEach(member -> copy.set(member.getKey(), member.getValue().deepCopy()));
        if (copy.path("effective") instanceof ObjectNode effective) {
          effective.remove(List.of("workflowId", "version"));
          if (effective.isEmpty()) {
            copy.remove("effective");
          }
        }
        copy.put("index", result.path("index").asInt());
      }
    }
    return known;
  }

  private static ObjectNode refused(Problem problem) {
    ObjectNode refused = Json.object();
    for (Fault fault : problem.errors()) {
      refused
          .withArray("errors")
          .addObject()
          .put("pointer", fault.pointer())
          .put("detail", fault.detail());
    }
    return refused;
  }

  private static ObjectNode merged(List<RunOrder> orders) {
    ObjectNode merged = Json.object();
    ArrayNode results = merged.putArray("results");
    for (RunOrder order : orders) {
      ObjectNode result = results.addObject().put("index", results.size() - 1);
      order.uid().ifPresent(uid -> result.put("uid", uid.value()));
      ObjectNode effective = result.putObject("effective").put("workflow", order.workflow());
      effective.set("stateValues", order.stateValues());
      effective.set("runtime", order.runtime());
    }
    return merged;
  }
}
