package drawbridge.run.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RequestData;
import drawbridge.run.journal.LeaseLost;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What expressions see of the request (C9). */
@Tag("C9")
class RequestRootTest {

  private final InterpreterFixture fixture = new InterpreterFixture();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void templatesAndJqSeeTheRequest() throws LeaseLost {
    receive();
    JsonNode output =
        output(
            """
            - answer:
                set:
                  method: '{{request.method}}'
                  event: '{{request.headers.x-event}}'
                  anyCase: '{{request.headers.X-Event}}'
                  query: '{{request.query.Q}}'
                  whole: '${ $context.request.headers["x-event"] }'
            """);
    assertThat(output.toString())
        .isEqualTo(
            "{\"method\":\"PUT\",\"event\":\"push\",\"anyCase\":\"push\",\"query\":\"1\",\"whole\":\"push\"}");
    assertThat(reads).hasValue(1);
  }

  @Test
  void requestIsNotReadWithoutAReference() throws LeaseLost {
    receive();
    output(
        """
        - answer:
            set: {who: '{{runtime.who}}', same: '${ .who }'}
        """);
    assertThat(reads).hasValue(0);
  }

  @Test
  void unknownRequestIsEmptyInTemplatesAndNullInJq() throws LeaseLost {
    JsonNode output =
        output(
            """
            - answer:
                set: {method: 'is {{request.method}}', jq: '${ $context.request.method }'}
            """);
    assertThat(output.toString()).isEqualTo("{\"method\":\"is \",\"jq\":null}");
  }

  @Test
  void loopVariableNamedRequestWins() throws LeaseLost {
    receive();
    JsonNode output =
        output(
            """
            - each:
                for: {each: request, in: '${ ["a"] }'}
                do:
                  - answer:
                      set: {seen: '{{request}}', jq: '${ $request }'}
            """);
    assertThat(output.toString()).isEqualTo("{\"seen\":\"a\",\"jq\":\"a\"}");
    assertThat(reads).hasValue(0);
  }

  @Test
  void caughtErrorNamedRequestWins() throws LeaseLost {
    receive();
    JsonNode output =
        output(
            """
            - risky:
                try:
                  - stop:
                      raise: {error: {type: https://example.com/e, status: 400, title: bad}}
                catch:
                  as: request
                  do:
                    - answer:
                        set: {title: '{{request.title}}'}
            """);
    assertThat(output.toString()).isEqualTo("{\"title\":\"bad\"}");
  }

  @Test
  void exportNamedRequestWinsInTheContext() throws LeaseLost {
    receive();
    JsonNode output =
        output(
            """
            - first:
                set: {a: 1}
                export: {as: '${ {request: "mine"} }'}
            - answer:
                set: {seen: '${ $context.request }'}
            """);
    assertThat(output.toString()).isEqualTo("{\"seen\":\"mine\"}");
  }

  @Test
  void exportOfTheWholeContextKeepsTheRequest() throws LeaseLost {
    receive();
    JsonNode output =
        output(
            """
            - first:
                set: {a: 1}
                export: {as: '${ $context + {b: 2} }'}
            - answer:
                set: {b: '${ $context.b }', method: '${ $context.request.method }'}
            """);
    assertThat(output.toString()).isEqualTo("{\"b\":2,\"method\":\"PUT\"}");
  }

  private void receive() {
    ObjectNode tree =
        new RequestData(
                Ids.next(0),
                "PUT",
                Map.of("x-event", "push"),
                Map.of("Q", "1"),
                Optional.empty(),
                false,
                false)
            .toJson();
    fixture.request =
        new RequestRoot(
            () -> {
              reads.incrementAndGet();
              return Optional.of(tree);
            });
  }

  private JsonNode output(String tasks) throws LeaseLost {
    Outcome outcome = fixture.run(YamlDefinitions.tasks(tasks));
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return ((Outcome.Succeeded) outcome).output();
  }
}
