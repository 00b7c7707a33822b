package drawbridge.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.platform.json.Json;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import java.util.List;
import java.util.Optional;

/** Saves definitions of others, and starts their runs as requests do. */
final class Suites {

  private Suites() {}

  /** Saves a definition with {@code metadata.input: runtime}, so that it takes any input (X16). */
  static void save(String name, String definition, TestNode node) {
    String ours =
        definition.replaceFirst("document:\n", "document:\n  metadata: {input: runtime}\n");
    DefinitionFormat format = ours.startsWith("{") ? DefinitionFormat.JSON : DefinitionFormat.YAML;
    assertThat(node.catalogue.save(node.workspace, name, ours, format))
        .isInstanceOf(SaveResult.Kept.class);
  }

  /** Accepts a request with this input, and returns the id of its run. */
  static String accept(String workflow, JsonNode input, TestNode node) {
    RunOrder order = new RunOrder(workflow, Json.object(), input, Optional.empty());
    Acceptance acceptance =
        node.container
            .get(Intake.class)
            .accept(
                List.of(
                    new Intake.Request(
                        node.workspace,
                        workflow,
                        Selection.starting(List.of(order)),
                        Optional.empty(),
                        Optional.empty())))
            .get(0)
            .get(0);
    return acceptance.run().orElseThrow();
  }
}
