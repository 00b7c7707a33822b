package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** A text with {@code \( )}; of several results the last part varies slowest, as in jackson-jq. */
record Interpolation(
    String text, List<Pair<Integer, Expression>> parts, @Nullable Expression format)
    implements Expression {

  @Override
  public void apply(
      Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
      throws JsonQueryException {
    fill(parts.size() - 1, new String[parts.size()], scope, in, output);
  }

  private void fill(int part, String[] values, Scope scope, JsonNode in, PathOutput output)
      throws JsonQueryException {
    if (part < 0) {
      output.emit(TextNode.valueOf(joined(values)), null);
      return;
    }
    Output next =
        value -> {
          values[part] = written(value);
          fill(part - 1, values, scope, in, output);
        };
    Output all = format == null ? next : value -> format.apply(scope, value, next);
    parts.get(part)._2.apply(scope, in, all);
  }

  private static String written(JsonNode value) {
    Budget budget = Budget.current();
    if (!value.isContainerNode()) {
      return value.asText();
    }
    budget.buildText(ValueSize.of(value, budget).size());
    return value.toString();
  }

  private String joined(String[] values) {
    Budget budget = Budget.current();
    budget.step();
    long length = text.length();
    for (String value : values) {
      length += value.length();
    }
    budget.buildText(length);
    StringBuilder whole = new StringBuilder((int) length);
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      whole.append(text, at, parts.get(i)._1).append(values[i]);
      at = parts.get(i)._1;
    }
    return whole.append(text, at, text.length()).toString();
  }
}
