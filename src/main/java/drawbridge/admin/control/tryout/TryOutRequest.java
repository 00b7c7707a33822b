package drawbridge.admin.control.tryout;

import drawbridge.run.dryrun.SampleAnswer;
import drawbridge.workflow.definition.DefinitionFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to try. Not a record, since a record prints itself and headers hold secrets. */
public final class TryOutRequest {

  private final String workflow;
  private final Optional<Draft> draft;
  private final Sample sample;
  private final Map<String, SampleAnswer> answers;

  /**
   * An unsaved definition.
   *
   * @param source the text to use instead of the workflow's current version
   */
  public record Draft(String source, DefinitionFormat format) {}

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

    /** Returns the trigger only. */
    @Override
    public String toString() {
      return "Sample[" + trigger + "]";
    }
  }

  /**
   * @param workflow the name of the tried workflow, which need not exist
   * @param draft empty for its current version
   * @param answers the answers to calls and child runs, by the name of the task
   */
  public TryOutRequest(
      String workflow, Optional<Draft> draft, Sample sample, Map<String, SampleAnswer> answers) {
    this.workflow = workflow;
    this.draft = draft;
    this.sample = sample;
    this.answers = Map.copyOf(answers);
  }

  public String workflow() {
    return workflow;
  }

  public Optional<Draft> draft() {
    return draft;
  }

  public Sample sample() {
    return sample;
  }

  public Map<String, SampleAnswer> answers() {
    return answers;
  }
}
