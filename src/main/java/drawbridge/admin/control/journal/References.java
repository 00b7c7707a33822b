package drawbridge.admin.control.journal;

import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.entity.Run;
import drawbridge.workflow.entity.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists the expressions that refer to data of the newest runs of a workflow. */
@Stateless
public class References {

  /** Maximum number of references. */
  public static final int MOST = 1_000;

  private static final int LONGEST_TEXT = 20_000;
  private static final int RUNS = 3;
  private static final int STEPS = 100;

  @Inject RunSearch search;
  @Inject StepLines steps;

  /**
   * Returns the references to the data, states, requests and outputs of the newest runs, each once
   * with the newest value. Leaves out texts above 20,000 characters.
   */
  public List<NamedValue> of(Workflow workflow) {
    Map<String, NamedValue> found = new LinkedHashMap<>();
    for (Run run : search.newestOf(workflow, RUNS)) {
      add(found, run.runtime(), NamedValue::ofRuntime);
      add(found, run.stateValues(), NamedValue::ofStateValues);
      add(found, search.requestOf(run).orElse(null), NamedValue::ofRequest);
      for (StepOutput step : steps.outputs(run.id(), STEPS, LONGEST_TEXT + 1)) {
        add(found, step.output(), json -> NamedValue.ofOutput(step.task(), json));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static void add(
      Map<String, NamedValue> found,
      @Nullable String json,
      Function<String, List<NamedValue>> parser) {
    if (json == null || json.length() > LONGEST_TEXT) {
      return;
    }
    try {
      for (NamedValue value : parser.apply(json)) {
        if (!value.reference().isEmpty() && found.size() < MOST) {
          found.putIfAbsent(value.reference(), value);
        }
      }
    } catch (UnreadableJson e) {
      // a damaged row has no references
    }
  }
}
