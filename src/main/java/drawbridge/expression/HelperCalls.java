package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** The allow-list of helpers in tags (H5). None reads a clock or a random source (X6). */
final class HelperCalls {

  static final Set<String> BLOCKS = Set.of("if", "unless", "each", "with");

  /** Helpers whose arguments may be absent, also in a strict definition. */
  static final Set<String> LENIENT = Set.of("default", "and", "or", "not", "if", "unless");

  /** Helpers that return a boolean and are allowed as blocks too. */
  static final Set<String> TESTS = Set.of("eq", "ne", "gt", "lt", "and", "or", "not");

  private static final int MAX_PATTERN_LENGTH = 100;

  private HelperCalls() {}

  /**
   * Binds a call to its arguments.
   *
   * @throws BadExpression for an unknown helper or wrong arguments
   */
  static Operand of(String name, List<Operand> args) {
    return switch (name) {
      case "eq" -> test(two(name, args), f -> same(args, f));
      case "ne" -> test(two(name, args), f -> !same(args, f));
      case "gt" -> test(two(name, args), f -> order(name, args, f) > 0);
      case "lt" -> test(two(name, args), f -> order(name, args, f) < 0);
      case "and" -> test(some(name, args), f -> args.stream().allMatch(a -> Truth.of(a.in(f))));
      case "or" -> test(some(name, args), f -> args.stream().anyMatch(a -> Truth.of(a.in(f))));
      case "not" -> test(count(name, args, 1, 1), f -> !Truth.of(args.get(0).in(f)));
      case "default" -> firstOf(some(name, args));
      case "lookup" -> lookup(two(name, args));
      case "json" -> text(name, args, n -> n.isMissingNode() ? "null" : Json.write(n));
      case "url" -> text(name, args, n -> Rendering.percentEncoded(string(n)));
      case "upper" -> text(name, args, n -> string(n).toUpperCase(Locale.ROOT));
      case "lower" -> text(name, args, n -> string(n).toLowerCase(Locale.ROOT));
      case "trim" -> text(name, args, n -> string(n).strip());
      case "date" -> date(count(name, args, 2, 3));
      case "if", "unless", "each", "with" ->
          throw new BadExpression(name + " is a block: {{#" + name + " …}}…{{/" + name + "}}");
      default -> throw new BadExpression("unknown helper " + name);
    };
  }

  private interface Test {
    boolean holds(TemplateFrame frame);
  }

  private static Operand test(List<Operand> checked, Test test) {
    return frame -> BooleanNode.valueOf(checked.isEmpty() || test.holds(frame));
  }

  private static List<Operand> two(String name, List<Operand> args) {
    return count(name, args, 2, 2);
  }

  private static List<Operand> some(String name, List<Operand> args) {
    return count(name, args, 1, Integer.MAX_VALUE);
  }

  private static List<Operand> count(String name, List<Operand> args, int from, int to) {
    if (args.size() < from || args.size() > to) {
      throw new BadExpression(name + " does not take " + args.size() + " arguments");
    }
    return args;
  }

  private static boolean same(List<Operand> args, TemplateFrame frame) {
    JsonNode left = args.get(0).in(frame);
    frame.meter().visit(left);
    return Truth.same(left, args.get(1).in(frame));
  }

  private static int order(String name, List<Operand> args, TemplateFrame frame) {
    JsonNode left = args.get(0).in(frame);
    frame.meter().visit(left);
    return Truth.order(name, left, args.get(1).in(frame));
  }

  /**
   * Returns the first value that is not absent, null or empty; otherwise the last one unchanged
   * (H4).
   */
  private static Operand firstOf(List<Operand> args) {
    return frame -> {
      JsonNode found = TemplateFrame.ABSENT;
      for (Operand arg : args) {
        found = arg.in(frame);
        if (!Truth.isEmpty(found)) {
          return found;
        }
      }
      return found;
    };
  }

  private static Operand lookup(List<Operand> args) {
    return f -> TemplateFrame.child(args.get(0).in(f), f.meter().text(args.get(1).in(f)));
  }

  private static Operand text(String name, List<Operand> args, Function<JsonNode, String> change) {
    Operand arg = count(name, args, 1, 1).get(0);
    return frame -> {
      JsonNode value = arg.in(frame);
      frame.meter().visit(value);
      return TextNode.valueOf(frame.meter().made(change.apply(value)));
    };
  }

  private static String string(JsonNode node) {
    return Rendering.textOf(node);
  }

  private static Operand date(List<Operand> args) {
    try {
      ZoneId zone = args.size() < 3 ? ZoneOffset.UTC : ZoneId.of(literal(args.get(2)));
      DateTimeFormatter format =
          DateTimeFormatter.ofPattern(pattern(args.get(1)), Locale.ENGLISH).withZone(zone);
      return frame -> {
        JsonNode value = args.get(0).in(frame);
        frame.meter().visit(value);
        return format(value, format);
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadExpression("date: " + e.getMessage());
    }
  }

  private static String pattern(Operand operand) {
    String pattern = literal(operand);
    if (pattern.length() > MAX_PATTERN_LENGTH) {
      throw new BadExpression("date: a pattern has at most " + MAX_PATTERN_LENGTH + " characters");
    }
    return pattern;
  }

  private static String literal(Operand operand) {
    if (operand instanceof Literal literal) {
      return string(literal.value());
    }
    throw new BadExpression("date takes its pattern and zone as literals");
  }

  private static JsonNode format(JsonNode value, DateTimeFormatter format) {
    if (Truth.isEmpty(value)) {
      return value;
    }
    try {
      Instant at =
          value.isNumber()
              ? Instant.ofEpochMilli(value.longValue())
              : OffsetDateTime.parse(value.asText()).toInstant();
      return TextNode.valueOf(format.format(at));
    } catch (DateTimeException e) {
      throw new ResolutionFailure("date takes an ISO date-time with offset, or epoch milliseconds");
    }
  }

  /** A constant in a tag. */
  record Literal(JsonNode value) implements Operand {
    @Override
    public JsonNode in(TemplateFrame frame) {
      return value;
    }
  }
}
