package drawbridge.expression.jq;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import org.jspecify.annotations.Nullable;

/** Finds and compiles the literal regular expressions of a program. */
final class Literals {

  private static final Set<String> TAKE_FLAGS_SECOND =
      Set.of("test", "match", "capture", "scan", "split", "splits");
  private static final Set<String> TAKE_FLAGS_THIRD = Set.of("sub", "gsub");

  private Literals() {}

  /**
   * Adds the regular expressions of a tree to {@code found}.
   *
   * @throws RefusedProgram when one of them is invalid or has no bound
   */
  static void collect(@Nullable Object node, Map<String, JqRegex> found) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, found));
    } else if (node instanceof Pair<?, ?> pair) {
      collect(pair._2, found);
      collect(pair._1, found);
    } else if (node != null
        && node.getClass().getName().startsWith("net.thisptr.jackson.jq.internal.tree.")) {
      if (node instanceof FunctionCall) {
        call(new AstFields(node), found);
      }
      for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            collect(new AstFields(node).read(field.getName()), found);
          }
        }
      }
    }
  }

  private static void call(AstFields call, Map<String, JqRegex> found) {
    List<Expression> args = call.list("args");
    String name = call.text("name");
    boolean second = TAKE_FLAGS_SECOND.contains(name) && !(name.equals("split") && args.size() < 2);
    int flagsAt = second ? 1 : TAKE_FLAGS_THIRD.contains(name) ? 2 : 0;
    if (flagsAt == 0 || args.isEmpty() || !(args.get(0) instanceof StringLiteral literal)) {
      return;
    }
    String flags = "";
    if (args.size() > flagsAt) {
      if (!(args.get(flagsAt) instanceof StringLiteral given)) {
        return;
      }
      flags = given.value().textValue();
    }
    String text = literal.value().textValue();
    found.put(JqRegex.key(text, flags), JqRegex.of(text, flags));
  }
}
