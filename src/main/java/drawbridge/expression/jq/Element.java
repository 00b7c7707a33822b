package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.ArrayIndexPath;
import net.thisptr.jackson.jq.path.ObjectFieldPath;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** Evaluates {@code .[x]}: an element, a member, or, for an array, the indices where it begins. */
record Element(Expression target, Expression index, boolean permissive) implements Expression {

  @Override
  public void apply(
      Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
      throws JsonQueryException {
    Budget budget = Budget.current();
    index.apply(
        scope,
        in,
        at ->
            target.apply(
                scope,
                in,
                path,
                (value, valuePath) -> {
                  budget.step();
                  emit(at, value, valuePath, output);
                },
                requirePath));
  }

  private void emit(JsonNode at, JsonNode value, @Nullable Path path, PathOutput output)
      throws JsonQueryException {
    if (at.isNumber()) {
      ArrayIndexPath.resolve(value, path, output, at, permissive);
    } else if (at.isTextual()) {
      ObjectFieldPath.resolve(value, path, output, at.textValue(), permissive);
    } else if (at.isArray() && value.isArray()) {
      output.emit(Search.indices(at, value, Budget.current()), null);
    } else if (!permissive) {
      throw new JsonQueryException(
          "Cannot index " + Values.type(value) + " with " + Values.type(at));
    }
  }
}
