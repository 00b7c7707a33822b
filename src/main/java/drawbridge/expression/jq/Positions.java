package drawbridge.expression.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.Conditional;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.NegativeExpression;
import net.thisptr.jackson.jq.internal.tree.PipeComponent;
import net.thisptr.jackson.jq.internal.tree.PipedQuery;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;
import net.thisptr.jackson.jq.internal.tree.ThisObject;
import net.thisptr.jackson.jq.internal.tree.TopLevelExpression;
import net.thisptr.jackson.jq.internal.tree.TransformPipeComponent;
import net.thisptr.jackson.jq.internal.tree.TryCatch;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.binaryop.AlternativeOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.binaryop.BinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketExtractFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.FieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.LongLiteral;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;

/**
 * Finds the programs whose first result depends on one element of an array, chosen by its position:
 * {@code .events[0].id}, {@code .events | first | .id}, {@code "\(.events[].id)"}. Looks at the
 * form of a program: one that it does not understand chooses by something else.
 */
final class Positions {

  private static final Set<String> OF_INPUT =
      Set.of("first/0", "last/0", "nth/1", "min/0", "max/0", "min_by/1", "max_by/1");
  private static final Set<String> OF_ARGUMENT = Set.of("first/1", "last/1", "limit/2", "nth/2");
  private static final Set<String> SAME_ELEMENTS =
      Set.of("sort/0", "sort_by/1", "reverse/0", "unique/0", "unique_by/1", "flatten/0");

  private final Set<String> inputs;

  private Positions(Set<String> inputs) {
    this.inputs = inputs;
  }

  /** How a program chooses its value. */
  enum Kind {
    /** It has no input. */
    CONSTANT,
    /** By names. */
    PATH,
    /** It has a result for each element. */
    EACH,
    /** By a position of an array only. */
    POSITION,
    /** By a position for some inputs. */
    AT_TIMES,
    OTHER;

    boolean isPath() {
      return this == PATH || this == EACH || this == POSITION;
    }

    boolean mayBePosition() {
      return this == POSITION || this == AT_TIMES;
    }
  }

  /**
   * The choice of a program.
   *
   * @param node returns the chosen value before it is converted
   */
  record Choice(Kind kind, Expression node) {}

  /**
   * Returns the choice of a program of which only the first result counts.
   *
   * @param inputs the variables that hold the input
   */
  static Choice of(Expression program, Set<String> inputs) {
    Choice choice = new Positions(inputs).choice(program);
    return choice.kind == Kind.EACH ? new Choice(Kind.POSITION, choice.node) : choice;
  }

  private Choice choice(Expression node) {
    AstFields fields = new AstFields(node);
    if (node instanceof TopLevelExpression) {
      return choice((Expression) fields.required("expr"));
    } else if (node instanceof ValueLiteral) {
      return new Choice(Kind.CONSTANT, node);
    } else if (node instanceof PipedQuery) {
      return pipe(fields.list("components"));
    } else if (node instanceof StringInterpolation) {
      List<Pair<Integer, Expression>> parts = fields.list("interpolations");
      return converted(node, parts.stream().map(part -> part._2));
    } else if (node instanceof AlternativeOperatorExpression) {
      List<Choice> sides = operands(fields).map(this::choice).toList();
      return either(sides, new AlternativeOperatorExpression(sides.get(0).node, sides.get(1).node));
    } else if (node instanceof BinaryOperatorExpression) {
      return converted(node, operands(fields));
    } else if (node instanceof Conditional) {
      return conditional(fields);
    }
    return new Choice(kind(node, fields), node);
  }

  private Kind kind(Expression node, AstFields fields) {
    if (node instanceof ThisObject) {
      return Kind.PATH;
    } else if (node instanceof VariableAccess) {
      return inputs.contains(fields.text("name")) ? Kind.PATH : Kind.OTHER;
    } else if (node instanceof FieldAccess) {
      return element(node, fields);
    } else if (node instanceof TryCatch) {
      return choice((Expression) fields.required("tryExpr")).kind;
    } else if (node instanceof FunctionCall) {
      return call(fields.text("name"), fields.list("args"));
    } else if (node instanceof ArrayConstruction && fields.read("q") instanceof Expression inner) {
      Kind collected = choice(inner).kind;
      return collected == Kind.EACH ? Kind.PATH : positionOrOther(collected);
    }
    return Kind.OTHER;
  }

  private static Kind positionOrOther(Kind kind) {
    return kind == Kind.POSITION ? kind : Kind.OTHER;
  }

  private Kind element(Expression node, AstFields fields) {
    Kind target = choice((Expression) fields.required("target")).kind;
    if (!target.isPath()) {
      return Kind.OTHER;
    } else if (node instanceof BracketExtractFieldAccess) {
      return target == Kind.POSITION ? target : Kind.EACH;
    } else if (node instanceof BracketFieldAccess && !fields.flag("isRange")) {
      Object at = fields.required("startExpr");
      return isNumber(at) ? Kind.POSITION : at instanceof ValueLiteral ? target : Kind.OTHER;
    }
    return target;
  }

  private static boolean isNumber(Object node) {
    return node instanceof LongLiteral
        || (node instanceof NegativeExpression
            && new AstFields(node).required("value") instanceof LongLiteral);
  }

  private Kind call(String name, List<Expression> arguments) {
    String called = name + "/" + arguments.size();
    if (OF_INPUT.contains(called)) {
      return Kind.POSITION;
    } else if (SAME_ELEMENTS.contains(called)) {
      return Kind.PATH;
    } else if (OF_ARGUMENT.contains(called)) {
      Kind last = choice(arguments.get(arguments.size() - 1)).kind;
      return last == Kind.EACH ? Kind.POSITION : last;
    } else if (called.equals("map/1") && choice(arguments.get(0)).kind.isPath()) {
      return Kind.PATH;
    }
    return Kind.OTHER;
  }

  private static Stream<Expression> operands(AstFields fields) {
    return Stream.of((Expression) fields.required("lhs"), (Expression) fields.required("rhs"));
  }

  /** Returns the choice of an expression that computes its value from all its parts. */
  private Choice converted(Expression node, Stream<Expression> parts) {
    List<Choice> read = parts.map(this::choice).filter(it -> it.kind != Kind.CONSTANT).toList();
    if (read.isEmpty()) {
      return new Choice(Kind.CONSTANT, node);
    }
    boolean isOne = read.size() == 1 || read.stream().allMatch(it -> it.kind == Kind.POSITION);
    return isOne ? read.get(0) : new Choice(Kind.OTHER, node);
  }

  private Choice conditional(AstFields fields) {
    List<Choice> branches = new ArrayList<>();
    List<Pair<Expression, Expression>> cases = new ArrayList<>();
    for (Pair<Expression, Expression> each :
        fields.<Pair<Expression, Expression>>list("switches")) {
      Choice branch = choice(each._2);
      branches.add(branch);
      cases.add(Pair.of(each._1, branch.node));
    }
    Choice otherwise = choice((Expression) fields.required("otherwise"));
    branches.add(otherwise);
    return either(branches, new Conditional(cases, otherwise.node));
  }

  /** Returns the choice of an expression that takes the value of one of its parts. */
  private static Choice either(List<Choice> parts, Expression node) {
    List<Kind> kinds =
        parts.stream().map(Choice::kind).filter(it -> it != Kind.CONSTANT).distinct().toList();
    if (kinds.size() < 2) {
      return new Choice(kinds.isEmpty() ? Kind.CONSTANT : kinds.get(0), node);
    }
    boolean isAtTimes = kinds.stream().anyMatch(it -> it.mayBePosition() || it == Kind.EACH);
    return new Choice(isAtTimes ? Kind.AT_TIMES : Kind.OTHER, node);
  }

  private Choice pipe(List<PipeComponent> components) {
    List<PipeComponent> chosen = new ArrayList<>();
    Kind kind = Kind.PATH;
    boolean isConverted = false;
    for (PipeComponent component : components) {
      if (component instanceof AssignPipeComponent) {
        chosen.add(component);
        continue;
      }
      if (!(component instanceof TransformPipeComponent)) {
        return new Choice(Kind.OTHER, new PipedQuery(components));
      }
      Choice next = choice((Expression) new AstFields(component).required("expr"));
      boolean isReset = Usage.hasVariables(component);
      Kind after = isReset ? next.kind : after(kind, next.kind);
      isConverted = !isReset && (isConverted || (kind.mayBePosition() && !next.kind.isPath()));
      kind = after;
      if (!isConverted) {
        chosen.add(new TransformPipeComponent(next.node));
      }
    }
    return new Choice(kind, new PipedQuery(chosen));
  }

  private static Kind after(Kind before, Kind next) {
    return switch (before) {
      case PATH -> next;
      case EACH -> next == Kind.PATH ? Kind.EACH : next.isPath() ? next : Kind.OTHER;
      case POSITION, AT_TIMES, CONSTANT, OTHER -> before;
    };
  }
}
