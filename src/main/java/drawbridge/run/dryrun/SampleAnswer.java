package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What somebody supposes a call would answer, or a child run would come to.
 *
 * @param status of the call's answer; a child run has none and ends well
 * @param body the answer's content, or the child's output
 */
public record SampleAnswer(int status, JsonNode body) {

  public SampleAnswer {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("a status is 100 to 599: " + status);
    }
  }
}
