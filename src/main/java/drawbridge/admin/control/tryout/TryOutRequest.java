package drawbridge.admin.control.tryout;

import drawbridge.run.dryrun.SampleAnswer;
import drawbridge.workflow.definition.DefinitionFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to try. Not a record, since a record prints itself and headers hold secrets.
 */
public final class TryOutRequest {

  private final String workflow;
  private final Optional<Draft> draft;
  private final Sample sample;
  private final Map<String, SampleAnswer> answers;

  /**
   * A text that was not saved.
   *
   * @param source tried in place of the workflow's current version
   */
  public record Draft(String source, DefinitionFormat format) {}

  /**
   * The request.
   *
   * @param trigger to whose address it goes; empty for the workspace's own address
   * @param headers all values of each
   * @param body as it would be sent
   */
  public record Sample(Optional<String> trigger, Map<String, List<String>> headers, String body) {
    public Sample {
      headers = Map.copyOf(headers);
    }

    /** The trigger only. */
    @Override
    public String toString() {
      return "Sample[" + trigger + "]";
    }
  }

  /**
   * @param workflow name of the workflow that is tried, there or not
   * @param draft empty for its current version
   * @param answers what calls and child runs are supposed to answer, by the task's name
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
