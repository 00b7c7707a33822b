package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.Diagnostics;
import org.junit.jupiter.api.Test;

class DslSchemaTest {

  private final DslSchema schema = new DslSchema();
  private final Diagnostics diagnostics = new Diagnostics(100);

  @Test
  void faultsInNestedFlowsHaveThePointerOfTheDefinition() {
    check(
        """
        {"document": {"dsl": "1.0.0", "namespace": "a", "name": "b", "version": "1.0.0"},
         "do": [{"a": {"set": {"x": 1}}},
                {"b": {"try": [{"c": {"fork": {"branches": [{"d": {"wait": {"seconds": "2"}}}]}}}],
                       "catch": {"do": [{"e": {"set": {}}}]}}}]}
        """);
    assertThat(diagnostics.inOrder())
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/do/1/b/try/0/c/fork/branches/0/d/wait/seconds", "/do/1/b/catch/do/0/e/set");
    assertThat(diagnostics.inOrder())
        .extracting(Fault::detail)
        .allSatisfy(
            detail -> assertThat(detail).startsWith("the DSL's published schema refuses this: "));
  }

  @Test
  void faultsOutsideTasksAreReported() {
    check("{\"document\": {\"dsl\": \"1.0.0\", \"namespace\": \"a\", \"name\": 5}, \"do\": []}");
    assertThat(diagnostics.inOrder()).extracting(Fault::pointer).contains("/document/name");
  }

  private void check(String json) {
    schema.check(Json.read(json), diagnostics);
  }
}
