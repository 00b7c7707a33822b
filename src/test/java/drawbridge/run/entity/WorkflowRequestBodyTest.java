package drawbridge.run.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A body that starts the same run again. */
class WorkflowRequestBodyTest {

  private static String body(@Nullable String uid, String states, String runtime) {
    JsonNode stateValues = Json.read(states);
    return WorkflowRequestBody.of("greet", uid, stateValues, Json.read(runtime));
  }

  @Test
  @Tag("C7")
  void runtimeDataAreMembersOfTheRequest() {
    assertThat(body(null, "{}", "{\"a\":1}")).isEqualTo("{\"workflow\":\"greet\",\"a\":1}");
    assertThat(body("u", "{\"s\":1}", "{\"a\":1}"))
        .isEqualTo("{\"workflow\":\"greet\",\"uid\":\"u\",\"stateValues\":{\"s\":1},\"a\":1}");
  }

  @Test
  @Tag("B5")
  void runtimeDataWithAReservedNameMakeABatchOfOne() {
    for (String name : new String[] {"workflow", "uid", "stateValues", "batch"}) {
      String runtime = "{\"" + name + "\":1}";
      assertThat(body("u", "{\"s\":1}", runtime))
          .isEqualTo(
              "{\"workflow\":\"greet\",\"batch\":[{\"uid\":\"u\",\"stateValues\":{\"s\":1},"
                  + "\"runtimeData\":"
                  + runtime
                  + "}]}");
    }
  }
}
