package drawbridge.platform.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trace context as <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> defines
 * it.
 *
 * @param traceparent of version 00: {@code 00-<trace>-<span>-<flags>}, 55 characters
 * @param tracestate at most 512 characters; null when there is none
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

  /** The header with the ids of the trace and of the sender's span. */
  public static final String TRACEPARENT = "traceparent";

  /** The header with entries of tracing systems. */
  public static final String TRACESTATE = "tracestate";

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z0-9][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
              + "=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

  private static final int LENGTH = 55;
  private static final int MOST_STATE = 512;
  private static final int MOST_MEMBERS = 32;

  /**
   * Reads the headers of a request. Returns empty for an invalid context, as the recommendation
   * asks. Of later versions it reads the fields of version 00.
   *
   * @param traceparents the values of all headers of that name; more than one is invalid
   * @param tracestates the values of all headers of that name, in their order
   */
  public static Optional<TraceContext> read(List<String> traceparents, List<String> tracestates) {
    if (traceparents.size() != 1) {
      return Optional.empty();
    }
    String given = traceparents.get(0).strip();
    var form = FORM.matcher(given);
    boolean isRead =
        form.matches()
            && !given.startsWith("ff")
            && (!given.startsWith("00") || given.length() == LENGTH)
            && !isZero(form.group(1))
            && !isZero(form.group(2));
    return isRead
        ? Optional.of(
            of(form.group(1), form.group(2), flags(given, form.group(3)), state(tracestates)))
        : Optional.empty();
  }

  /** Makes a context of lower-case hexadecimal digits. */
  public static TraceContext of(
      String trace, String span, String flags, @Nullable String tracestate) {
    return new TraceContext("00-" + trace + "-" + span + "-" + flags, tracestate);
  }

  /** Of a later version's flags only the sampled flag is defined. */
  private static String flags(String given, String flags) {
    boolean isSampled = (Integer.parseInt(flags, 16) & 1) == 1;
    return given.startsWith("00") ? flags : isSampled ? "01" : "00";
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /** Returns whole members from the left up to the limit; null when one of them is invalid. */
  private static @Nullable String state(List<String> headers) {
    List<String> members = new ArrayList<>();
    int length = -1;
    for (String member : String.join(",", headers).split(",", -1)) {
      String stripped = member.strip();
      if (stripped.isEmpty()) {
        continue;
      }
      if (!MEMBER.matcher(stripped).matches() || members.size() == MOST_MEMBERS) {
        return null;
      }
      length += stripped.length() + 1;
      if (length > MOST_STATE) {
        break;
      }
      members.add(stripped);
    }
    return members.isEmpty() ? null : String.join(",", members);
  }

  /** Returns the id of the trace, 32 hexadecimal digits. */
  public String trace() {
    return traceparent.substring(3, 35);
  }

  /** Returns the id of the span, 16 hexadecimal digits. */
  public String span() {
    return traceparent.substring(36, 52);
  }

  /** Returns the flags, 2 hexadecimal digits. */
  public String flags() {
    return traceparent.substring(53);
  }
}
