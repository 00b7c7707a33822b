package drawbridge.expression.jq;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.Conditional;
import net.thisptr.jackson.jq.internal.tree.ForeachExpression;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.PipedQuery;
import net.thisptr.jackson.jq.internal.tree.ReduceExpression;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;
import net.thisptr.jackson.jq.internal.tree.ThisObject;
import net.thisptr.jackson.jq.internal.tree.TopLevelExpression;
import net.thisptr.jackson.jq.internal.tree.TransformPipeComponent;
import net.thisptr.jackson.jq.internal.tree.Tuple;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.binaryop.BinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.FieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.IdentifierFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.StringFieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher.FieldMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a program uses, before it runs. jackson-jq looks up variables and functions at run
 * time only.
 */
final class Usage {

  private static final String TREE = "net.thisptr.jackson.jq.internal.tree.";

  private Usage() {}

  /**
   * Returns the variables and functions that the program uses and that are not defined, as {@code
   * $name} and {@code name/arguments}.
   *
   * @param variables the defined variables without their dollar
   */
  static List<String> undefined(Expression program, Set<String> variables) {
    List<String> found = new ArrayList<>();
    undefined(program, variables, found);
    return found.stream().distinct().toList();
  }

  private static void undefined(@Nullable Object node, Set<String> defined, List<String> found) {
    if (node instanceof List<?> list) {
      list.forEach(element -> undefined(element, defined, found));
    } else if (node instanceof Pair<?, ?> pair) {
      undefined(pair._1, defined, found);
      undefined(pair._2, defined, found);
    } else if (node instanceof PipedQuery) {
      pipe(new AstFields(node).list("components"), defined, found);
    } else if (node instanceof ReduceExpression || node instanceof ForeachExpression) {
      loop(node, defined, found);
    } else if (node != null && node.getClass().getName().startsWith(TREE)) {
      name(node, defined, found);
      children(node).forEach(child -> undefined(child, defined, found));
    }
  }

  private static void name(Object node, Set<String> defined, List<String> found) {
    AstFields fields = new AstFields(node);
    if (node instanceof VariableAccess || node instanceof VariableKeyFieldConstruction) {
      String name = fields.text("name");
      if (!defined.contains(name)) {
        found.add("$" + name);
      }
    } else if (node instanceof FunctionCall) {
      String name = fields.text("name");
      int arguments = fields.list("args").size();
      if (Functions.scope().getFunction(name, arguments) == null) {
        found.add(name + "/" + arguments);
      }
    }
  }

  /** The names of a pattern are defined for the components after it. */
  private static void pipe(List<Object> components, Set<String> defined, List<String> found) {
    Set<String> names = new HashSet<>(defined);
    for (Object component : components) {
      if (component instanceof AssignPipeComponent) {
        AstFields fields = new AstFields(component);
        undefined(fields.required("expr"), names, found);
        pattern(fields.required("matcher"), names, found);
      } else {
        undefined(component, names, found);
      }
    }
  }

  private static void loop(Object node, Set<String> defined, List<String> found) {
    AstFields fields = new AstFields(node);
    Set<String> names = new HashSet<>(defined);
    undefined(fields.required("iterExpr"), defined, found);
    undefined(fields.required("initExpr"), defined, found);
    pattern(fields.required("matcher"), names, found);
    if (node instanceof ReduceExpression) {
      undefined(fields.required("reduceExpr"), names, found);
    } else {
      undefined(fields.required("updateExpr"), names, found);
      undefined(fields.read("extractExpr"), names, found);
    }
  }

  /** Adds the names of a pattern. Its keys are programs, which may use names before them. */
  private static void pattern(@Nullable Object matcher, Set<String> names, List<String> found) {
    if (matcher instanceof ValueMatcher) {
      names.add(new AstFields(matcher).text("name"));
    } else if (matcher instanceof FieldMatcher) {
      AstFields fields = new AstFields(matcher);
      Object name = fields.required("name");
      undefined(name, names, found);
      if (fields.flag("dollar") && name instanceof ValueLiteral literal) {
        names.add(literal.value().asText());
      }
      pattern(fields.read("matcher"), names, found);
    } else if (matcher instanceof PatternMatcher) {
      new AstFields(matcher).list("matchers").forEach(inner -> pattern(inner, names, found));
    }
  }

  /**
   * Returns whether the result may depend on the input, or on a variable, beside one member of it.
   * True when that cannot be told.
   *
   * @param member a name, of which {@code .name} and {@code $variable.name} are not counted
   */
  static boolean readsBeside(Expression program, String member) {
    return reads(program, member);
  }

  private static boolean reads(@Nullable Object node, String member) {
    if (node == null || node instanceof ValueLiteral) {
      return false;
    }
    AstFields fields = new AstFields(node);
    if (node instanceof TopLevelExpression) {
      return reads(fields.required("expr"), member);
    }
    if (node instanceof FieldAccess) {
      return readsField(node, fields, member);
    }
    if (node instanceof PipedQuery) {
      Object first = fields.<Object>list("components").get(0);
      boolean isFree =
          fields.list("components").stream().skip(1).noneMatch(Usage::hasVariables)
              && first instanceof TransformPipeComponent;
      return !isFree || reads(new AstFields(first).required("expr"), member);
    }
    boolean isTransparent =
        node instanceof BinaryOperatorExpression
            || node instanceof Tuple
            || node instanceof Conditional
            || node instanceof StringInterpolation
            || node instanceof ArrayConstruction;
    return !isTransparent || children(node).stream().anyMatch(child -> readsAny(child, member));
  }

  private static boolean readsField(Object node, AstFields fields, String member) {
    Object target = fields.required("target");
    if (node instanceof IdentifierFieldAccess
        && (target instanceof ThisObject || target instanceof VariableAccess)) {
      return !fields.text("field").equals(member);
    }
    boolean readsKey =
        node instanceof StringFieldAccess
            ? reads(fields.required("field"), member)
            : node instanceof BracketFieldAccess
                && (reads(fields.read("startExpr"), member)
                    || reads(fields.read("endExpr"), member));
    return readsKey || reads(target, member);
  }

  private static boolean readsAny(@Nullable Object child, String member) {
    if (child instanceof List<?> list) {
      return list.stream().anyMatch(element -> readsAny(element, member));
    }
    if (child instanceof Pair<?, ?> pair) {
      return readsAny(pair._1, member) || readsAny(pair._2, member);
    }
    return child instanceof Expression && reads(child, member);
  }

  /** Returns whether a part of a program uses a variable. */
  static boolean hasVariables(@Nullable Object node) {
    return node instanceof VariableAccess
        || node instanceof VariableKeyFieldConstruction
        || (node instanceof List<?> list && list.stream().anyMatch(Usage::hasVariables))
        || (node instanceof Pair<?, ?> pair && (hasVariables(pair._1) || hasVariables(pair._2)))
        || (node != null
            && node.getClass().getName().startsWith(TREE)
            && children(node).stream().anyMatch(Usage::hasVariables));
  }

  private static List<@Nullable Object> children(Object node) {
    List<@Nullable Object> children = new ArrayList<>();
    AstFields fields = new AstFields(node);
    for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          children.add(fields.read(field.getName()));
        }
      }
    }
    return children;
  }
}
