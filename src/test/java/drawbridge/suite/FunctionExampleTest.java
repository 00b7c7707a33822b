package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example of the DSL's specification for functions, executed on a store. */
@Tag("X26")
class FunctionExampleTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("drawbridge.suites", "../shared/suites"))
          .resolve("dsl/examples/call-custom-function-inline.yaml");

  @Test
  void theFunctionIsCalledWithItsArgument() throws IOException {
    assumeTrue(Files.exists(EXAMPLE), "skipped: there is no file " + EXAMPLE);
    try (PublicSites sites = new PublicSites();
        TestNode node = new TestNode(Stores.h2())) {
      node.save("pets", sites.redirected(Files.readString(EXAMPLE)));
      String run = node.start("pets", "{}");
      node.runDue();

      assertThat(Json.read(String.valueOf(node.output(run))).at("/id").asInt()).isEqualTo(69);
      assertThat(node.steps(run))
          .extracting(step -> step.key() + " " + step.task())
          .contains("/0/0 getPet");
    }
  }

  @Test
  @Tag("X23")
  void anArgumentThatDoesNotFitFailsTheCall() throws IOException {
    assumeTrue(Files.exists(EXAMPLE), "skipped: there is no file " + EXAMPLE);
    try (TestNode node = new TestNode(Stores.h2())) {
      node.save("pets", Files.readString(EXAMPLE).replace("petId: 69", "petId: many"));
      String run = node.start("pets", "{}");
      node.runDue();

      assertThat(node.run(run).state()).isEqualTo(RunState.FAILED);
      assertThat(Json.read(String.valueOf(node.run(run).problem())).at("/type").asText())
          .endsWith("/validation");
      assertThat(Json.read(String.valueOf(node.run(run).problem())).at("/task").toString())
          .isEqualTo(
              "{\"name\":\"getPet\",\"pointer\":\"/use/functions/getPetById\","
                  + "\"calledBy\":\"/do/0/getPet\"}");
    }
  }
}
