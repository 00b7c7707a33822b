package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.jknack.handlebars.internal.HbsParser;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compiles the blocks of a template: {@code if unless each with}, and boolean helpers as blocks.
 */
final class Blocks {

  private static final int MAX_ELEMENTS = 10_000;

  private Blocks() {}

  /**
   * Compiles a block.
   *
   * @throws BadExpression for an unknown block
   */
  static TemplatePart of(
      Tags tags,
      HbsParser.SexprContext at,
      List<String> names,
      TemplatePart then,
      TemplatePart otherwise) {
    String name = Tags.name(at);
    List<Operand> args = tags.operands(at, tags.strict());
    if (HelperCalls.TESTS.contains(name)) {
      return choice(HelperCalls.of(name, args), then, otherwise);
    }
    if (!HelperCalls.BLOCKS.contains(name) && at.param().isEmpty()) {
      return section(tags.operand(at, tags.strict()), names, then, otherwise);
    }
    if (!HelperCalls.BLOCKS.contains(name)) {
      throw new BadExpression("unknown block helper " + name);
    }
    if (args.size() != 1) {
      throw new BadExpression("{{#" + name + "}} takes one argument");
    }
    Operand subject = args.get(0);
    return switch (name) {
      case "if" -> choice(subject, then, otherwise);
      case "unless" -> choice(subject, otherwise, then);
      case "each" -> each(subject, names, then, otherwise);
      default -> with(subject, names, then, otherwise);
    };
  }

  private static TemplatePart choice(Operand condition, TemplatePart then, TemplatePart otherwise) {
    return (frame, out) -> (Truth.of(condition.in(frame)) ? then : otherwise).render(frame, out);
  }

  private static TemplatePart with(
      Operand subject, List<String> names, TemplatePart then, TemplatePart otherwise) {
    return (frame, out) -> {
      JsonNode value = subject.in(frame);
      if (Truth.of(value) || value.isNumber()) {
        Map<String, JsonNode> added = names.isEmpty() ? Map.of() : Map.of(names.get(0), value);
        then.render(frame.within(value, added), out);
      } else {
        otherwise.render(frame, out);
      }
    };
  }

  /** Compiles {@code {{#list}}}: each of a list, once for true and any other value. */
  private static TemplatePart section(
      Operand subject, List<String> names, TemplatePart then, TemplatePart otherwise) {
    TemplatePart each = each(subject, names, then, otherwise);
    return (frame, out) -> {
      JsonNode value = subject.in(frame);
      if (value.isArray()) {
        each.render(frame, out);
      } else if (value.isMissingNode() || value.isNull()) {
        otherwise.render(frame, out);
      } else if (value.isBoolean()) {
        (value.booleanValue() ? then : otherwise).render(frame, out);
      } else {
        then.render(frame.within(value, Map.of()), out);
      }
    };
  }

  private static TemplatePart each(
      Operand subject, List<String> names, TemplatePart then, TemplatePart otherwise) {
    return (frame, out) -> {
      JsonNode all = subject.in(frame);
      if (!all.isContainerNode() || all.isEmpty()) {
        otherwise.render(frame, out);
        return;
      }
      if (all.size() > MAX_ELEMENTS) {
        throw new ResolutionFailure("each visits at most " + MAX_ELEMENTS + " elements");
      }
      Iterator<String> keys = all.fieldNames();
      int index = 0;
      for (JsonNode element : all) {
        frame.meter().round();
        JsonNode key = keys.hasNext() ? TextNode.valueOf(keys.next()) : IntNode.valueOf(index);
        boolean last = index == all.size() - 1;
        then.render(frame.within(element, round(names, element, key, index, last)), out);
        index++;
      }
    };
  }

  private static Map<String, JsonNode> round(
      List<String> names, JsonNode element, JsonNode key, int index, boolean last) {
    Map<String, JsonNode> added = new HashMap<>();
    added.put("@index", IntNode.valueOf(index));
    added.put("@key", key);
    added.put("@first", BooleanNode.valueOf(index == 0));
    added.put("@last", BooleanNode.valueOf(last));
    if (!names.isEmpty()) {
      added.put(names.get(0), element);
    }
    if (names.size() > 1) {
      added.put(names.get(1), key);
    }
    return added;
  }
}
