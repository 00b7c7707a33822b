package drawbridge.workflow.definition.component;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.model.DurationValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles the DSL's durations: an object of whole numbers, ISO 8601 text, or one jq expression
 * that returns either.
 *
 * <p>Years and months are refused: their length varies.
 */
public final class Durations {

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,9})?)";
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:%1$sW)?(?:%1$sD)?(?:T(?=\\d)(?:%1$sH)?(?:%1$sM)?(?:%1$sS)?)?".formatted(NUMBER));
  private static final long[] ISO_SECONDS = {604_800, 86_400, 3_600, 60, 1};
  private static final List<String> MEMBERS =
      List.of("days", "hours", "minutes", "seconds", "milliseconds");
  private static final long[] MEMBER_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String RIGHT =
      "a duration is an object like {seconds: 2}, ISO 8601 text like PT2S, or one ${ … }";

  private Durations() {}

  static DurationValue compile(DefinitionNode node, CompileContext context) {
    if (node.isJq()) {
      Value value = context.value(node, ValuePosition.ORDINARY);
      return scope -> atRunTime(value.resolve(scope));
    }
    if (node.hasReferences()) {
      node.fault("the published schema allows no {{…}} as a duration; write jq in ${ … }");
      return scope -> Duration.ZERO;
    }
    Duration length =
        read(
            node.json(),
            (member, detail) -> (member.isEmpty() ? node : node.member(member)).fault(detail));
    return scope -> length;
  }

  private static Duration atRunTime(JsonNode resolved) {
    return read(
        resolved,
        (member, detail) -> {
          String path = member.isEmpty() ? "" : "`" + member + "`: ";
          throw new ResolutionFailure("not a duration: " + path + detail);
        });
  }

  /**
   * Reads a duration without references.
   *
   * @param faults receives each fault with its member, or an empty text for the duration itself
   */
  static Duration read(JsonNode json, BiConsumer<String, String> faults) {
    BigDecimal millis;
    if (json.isObject()) {
      millis = ofMembers(json, faults);
    } else if (json.isTextual()) {
      millis = ofIso(json.textValue(), faults);
    } else {
      if (!json.isMissingNode()) {
        faults.accept("", RIGHT);
      }
      return Duration.ZERO;
    }
    if (millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
      faults.accept("", "longer than 36,500 days; choose a shorter duration");
      return Duration.ZERO;
    }
    return Duration.ofNanos(millis.movePointRight(6).longValue());
  }

  private static BigDecimal ofMembers(JsonNode json, BiConsumer<String, String> faults) {
    if (json.isEmpty()) {
      faults.accept("", "empty; " + RIGHT);
    }
    BigDecimal millis = BigDecimal.ZERO;
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      String name = member.getKey();
      int unit = MEMBERS.indexOf(name);
      if (unit < 0) {
        faults.accept(
            name, "unknown member `" + name + "`; a duration has " + String.join(", ", MEMBERS));
      } else {
        millis = millis.add(count(member.getValue(), name, faults, MEMBER_MILLIS[unit]));
      }
    }
    return millis;
  }

  private static BigDecimal count(
      JsonNode count, String name, BiConsumer<String, String> faults, long unit) {
    if (!count.isIntegralNumber()) {
      faults.accept(
          name,
          "must be a whole number; the published schema allows no reference here; write"
              + " the whole duration as one ${ … }");
      return BigDecimal.ZERO;
    }
    if (count.bigIntegerValue().signum() < 0) {
      faults.accept(name, "negative; must be 0 or more");
      return BigDecimal.ZERO;
    }
    return count.decimalValue().multiply(BigDecimal.valueOf(unit));
  }

  private static BigDecimal ofIso(String text, BiConsumer<String, String> faults) {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches() || text.length() < 3) {
      faults.accept(
          "",
          text.contains("-")
              ? "negative or no ISO 8601 duration; must be something like PT2S"
              : RIGHT + "; years and months have no fixed length");
      return BigDecimal.ZERO;
    }
    BigDecimal millis = BigDecimal.ZERO;
    for (int i = 0; i < ISO_SECONDS.length; i++) {
      String number = iso.group(i + 1);
      if (number != null) {
        BigDecimal seconds = new BigDecimal(number).multiply(BigDecimal.valueOf(ISO_SECONDS[i]));
        millis = millis.add(seconds.movePointRight(3));
      }
    }
    return millis;
  }
}
