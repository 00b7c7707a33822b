package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.tree.TerminalNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.Scope;
import drawbridge.platform.json.Json;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the content of tags into operands, and refuses what the position may not access.
 *
 * @param strict absent references fail, except as arguments that may be absent (H9)
 * @param roots first names of references outside of {@code each} and {@code with}
 * @param isNested whether the tags are inside of {@code each} or {@code with}, where a first name
 *     may be a member of the element
 */
record Tags(boolean strict, boolean seesSecrets, RootNames roots, boolean isNested) {

  /** Returns the tags inside of a block. */
  Tags inside(HbsParser.SexprContext block) {
    String name = block.QID().getText();
    boolean isSection = block.param().isEmpty() && !HelperCalls.TESTS.contains(name);
    return name.equals("each") || name.equals("with") || isSection
        ? new Tags(strict, seesSecrets, roots, true)
        : this;
  }

  private Reference reference(String text, boolean required) {
    Reference reference = Reference.of(text, required, seesSecrets);
    if ((reference.fromRoot() || !isNested) && !reference.segments().isEmpty()) {
      roots.use(reference.segments().get(0));
    }
    return reference;
  }

  /** Compiles a lone name into a reference, and a name with arguments into a call. */
  Operand operand(HbsParser.SexprContext at, boolean required) {
    String name = name(at);
    return at.param().isEmpty()
        ? reference(name, required)
        : HelperCalls.of(name, operands(at, required));
  }

  /** Returns the name of a reference, call or block; named arguments are refused. */
  static String name(HbsParser.SexprContext at) {
    String name = at.QID().getText();
    if (!at.hash().isEmpty()) {
      throw new BadExpression(name + " does not take named arguments");
    }
    return name;
  }

  /** Compiles the arguments of a call or block. */
  List<Operand> operands(HbsParser.SexprContext at, boolean required) {
    String name = name(at);
    boolean each = required && !HelperCalls.LENIENT.contains(name);
    List<Operand> operands = at.param().stream().map(param -> operand(param, each)).toList();
    boolean reachesSecrets =
        name.equals("lookup")
            && operands.size() > 1
            && operands.get(1) instanceof HelperCalls.Literal key
            && key.value().asText().equals(Scope.SECRETS);
    if (reachesSecrets && !seesSecrets) {
      throw BadExpression.ofSecrets();
    }
    return operands;
  }

  private Operand operand(HbsParser.ParamContext param, boolean required) {
    String text = param.getText();
    if (param instanceof HbsParser.SubParamExprContext nested) {
      return nested.sexpr().param().isEmpty() && isCall(nested.sexpr().QID().getText())
          ? HelperCalls.of(nested.sexpr().QID().getText(), List.of())
          : operand(nested.sexpr(), required);
    } else if (param instanceof HbsParser.RefParamContext) {
      return text.equals("null") || text.equals("undefined")
          ? new HelperCalls.Literal(Json.NODES.nullNode())
          : reference(text, required);
    } else if (param instanceof HbsParser.BoolParamContext) {
      return new HelperCalls.Literal(BooleanNode.valueOf(text.equals("true")));
    } else if (param instanceof HbsParser.NumberParamContext) {
      return new HelperCalls.Literal(number(text));
    }
    String quote = text.substring(0, 1);
    String inside = text.substring(1, text.length() - 1).replace("\\" + quote, quote);
    return new HelperCalls.Literal(TextNode.valueOf(inside));
  }

  private static boolean isCall(String name) {
    return HelperCalls.TESTS.contains(name) || HelperCalls.LENIENT.contains(name);
  }

  private static JsonNode number(String text) {
    try {
      return Json.read(text);
    } catch (IllegalArgumentException e) {
      return Json.NODES.numberNode(new BigInteger(text));
    }
  }

  /** Returns the names of {@code as |item index|}. */
  List<String> names(HbsParser.@Nullable BlockParamsContext params) {
    return params == null ? List.of() : params.QID().stream().map(TerminalNode::getText).toList();
  }
}
