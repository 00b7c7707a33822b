package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.json.Json;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The allow-list of helpers in tags (H5). None reads a clock or a random source (X6). */
final class HelperCalls {

  static final Set<String> BLOCKS = Set.of("if", "unless", "each", "with");

  /** Helpers whose arguments may be absent, also in a strict definition. */
  static final Set<String> LENIENT = Set.of("default", "and", "or", "not", "if", "unless");

  /** Helpers that return a boolean and are allowed as blocks too. */
  static final Set<String> TESTS = Set.of("eq", "ne", "gt", "lt", "and", "or", "not");

  private static final int MAX_PATTERN_LENGTH = 100;
  private static final int MANY = Integer.MAX_VALUE;

  private HelperCalls() {}

  /**
   * Binds a call to its arguments.
   *
   * @throws BadExpression for an unknown helper or wrong arguments
   */
  static Operand of(String name, List<Operand> args) {
    return switch (name) {
      case "eq" -> pair(name, args, Truth::same);
      case "ne" -> pair(name, args, (left, right) -> !Truth.same(left, right));
      case "gt" -> pair(name, args, (left, right) -> Truth.order(name, left, right) > 0);
      case "lt" -> pair(name, args, (left, right) -> Truth.order(name, left, right) < 0);
      case "and" -> truths(count(name, args, 1, MANY), all -> all.allMatch(truth -> truth));
      case "or" -> truths(count(name, args, 1, MANY), all -> all.anyMatch(truth -> truth));
      case "not" -> truths(count(name, args, 1, 1), all -> all.noneMatch(truth -> truth));
      case "default" -> firstOf(count(name, args, 1, MANY));
      case "lookup" -> lookup(count(name, args, 2, 2));
      case "json" -> text(name, args, n -> n.isMissingNode() ? "null" : Json.write(n));
      case "url" -> text(name, args, n -> Rendering.percentEncoded(Rendering.textOf(n)));
      case "upper" -> text(name, args, n -> Rendering.textOf(n).toUpperCase(Locale.ROOT));
      case "lower" -> text(name, args, n -> Rendering.textOf(n).toLowerCase(Locale.ROOT));
      case "trim" -> text(name, args, n -> Rendering.textOf(n).strip());
      case "date" -> date(count(name, args, 2, 3));
      case "if", "unless", "each", "with" ->
          throw new BadExpression(name + " is a block: {{#" + name + " …}}…{{/" + name + "}}");
      default -> throw new BadExpression("unknown helper " + name);
    };
  }

  private static Operand truths(List<Operand> args, Predicate<Stream<Boolean>> test) {
    return f -> BooleanNode.valueOf(test.test(args.stream().map(arg -> Truth.of(arg.in(f)))));
  }

  private static Operand pair(
      String name, List<Operand> args, BiPredicate<JsonNode, JsonNode> test) {
    count(name, args, 2, 2);
    return frame -> {
      JsonNode left = args.get(0).in(frame);
      frame.meter().visit(left);
      return BooleanNode.valueOf(test.test(left, args.get(1).in(frame)));
    };
  }

  private static List<Operand> count(String name, List<Operand> args, int from, int to) {
    if (args.size() < from || args.size() > to) {
      throw new BadExpression(name + " does not take " + args.size() + " arguments");
    }
    return args;
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
      return Rendering.textOf(literal.value());
    }
    throw new BadExpression("date takes its pattern and zone as literals");
  }

  private static JsonNode format(JsonNode value, DateTimeFormatter format) {
    if (Truth.isEmpty(value)) {
      return value;
    }
    try {
      return TextNode.valueOf(format.format(DateReader.read(value, format.getZone())));
    } catch (DateTimeException e) {
      throw new ResolutionFailure("date cannot write the value with its pattern");
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
