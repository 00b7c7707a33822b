package drawbridge.admin.control.tryout;

import drawbridge.run.dryrun.SampleAnswer;
import drawbridge.workflow.control.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to try.
 *
 * @param workflow the name of the tried workflow, which need not exist
 * @param draft an unsaved definition to use; empty for the workflow's current version
 * @param answers the answers to calls and child runs, by the name of the task
 */
public record TryOutRequest(
    String workflow,
    Optional<Catalogue.Text> draft,
    Sample sample,
    Map<String, SampleAnswer> answers) {

  public TryOutRequest {
    answers = Map.copyOf(answers);
  }

  /**
   * The request of the sender.
   *
   * @param trigger the name of the trigger; empty for the workflow request URL
   * @param headers all values by name
   * @param body the text of the body
   */
  public record Sample(Optional<String> trigger, Map<String, List<String>> headers, String body) {
    public Sample {
      headers = Map.copyOf(headers);
    }

    /** Returns the trigger only, because headers hold secrets. */
    @Override
    public String toString() {
      return "Sample[" + trigger + "]";
    }
  }
}
