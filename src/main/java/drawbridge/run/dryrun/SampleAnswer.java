package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer of a call or child run in a dry run.
 *
 * @param status of a response; child runs ignore it and succeed
 * @param body content of the response, or output of the child run
 */
public record SampleAnswer(int status, JsonNode body) {

  public SampleAnswer {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("a status must be 100 to 599: " + status);
    }
  }
}
