package drawbridge.console.boundary.request;

import drawbridge.admin.control.requests.RequestLine;
import java.util.StringJoiner;

/**
 * A row of the list of requests, which pages render and the stream of the console sends.
 *
 * @param state whose colour the status has
 * @param entries the numbers of verdicts in words; the reason of a refused request
 */
public record RequestRow(RequestLine line, String state, String entries) {

  static RequestRow of(RequestLine line) {
    return new RequestRow(line, stateOf(line), entriesOf(line));
  }

  private static String stateOf(RequestLine line) {
    if (line.refusal() != null) {
      return "rejected";
    }
    return line.rejected() > 0 ? "waiting" : line.accepted() > 0 ? "accepted" : "ignored";
  }

  private static String entriesOf(RequestLine line) {
    RequestLine.Refusal refusal = line.refusal();
    if (refusal != null) {
      return refusal.reason();
    }
    StringJoiner words = new StringJoiner(", ").setEmptyValue("none");
    add(words, line.accepted(), "accepted");
    add(words, line.duplicates(), "duplicate");
    add(words, line.ignored(), "ignored");
    add(words, line.rejected(), "rejected");
    return words.toString();
  }

  private static void add(StringJoiner words, long count, String verdict) {
    if (count > 0) {
      words.add(count + " " + verdict);
    }
  }
}
