package drawbridge.expression.jq;

import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.filter.Operators;
import java.util.List;
import java.util.Set;

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
   * @param filter returns the chosen value before it is converted
   */
  record Choice(Kind kind, Filter filter) {}

  /**
   * Returns the choice of a program of which only the first result counts.
   *
   * @param inputs the variables that hold the input
   */
  static Choice of(Filter program, Set<String> inputs) {
    Choice choice = new Positions(inputs).choice(program);
    return choice.kind == Kind.EACH ? new Choice(Kind.POSITION, choice.filter) : choice;
  }

  private Choice choice(Filter filter) {
    if (filter instanceof Basics.Pipe || filter instanceof Bindings.Bind) {
      return pipe(Kind.PATH, false, filter);
    } else if (filter instanceof Basics.Text text) {
      return converted(filter, text.pieces().stream().map(Positions::interpolated).toList());
    } else if (filter instanceof Operators.Alternative either) {
      Choice left = choice(either.left());
      Choice right = choice(either.right());
      return either(left, right, new Operators.Alternative(left.filter, right.filter));
    } else if (filter instanceof Operators.Binary || filter instanceof Operators.Logic) {
      return converted(filter, filter.parts());
    } else if (filter instanceof Flow.If branch) {
      Choice yes = choice(branch.yes());
      Choice no = choice(branch.no());
      return either(yes, no, new Flow.If(branch.condition(), yes.filter, no.filter));
    }
    return new Choice(kind(filter), filter);
  }

  /** Returns the value of a piece of a text, without the format that writes it. */
  private static Filter interpolated(Filter piece) {
    return piece instanceof Basics.Pipe pipe ? pipe.first() : piece;
  }

  private Kind kind(Filter filter) {
    if (filter instanceof Basics.Literal) {
      return Kind.CONSTANT;
    } else if (filter instanceof Basics.Identity) {
      return Kind.PATH;
    } else if (filter instanceof Bindings.OuterVariable variable) {
      return inputs.contains(variable.name()) ? Kind.PATH : Kind.OTHER;
    } else if (filter instanceof Access.Index index) {
      Kind target = choice(index.target()).kind;
      boolean isPosition = Usage.isNumber(index.key());
      boolean isNamed = index.key() instanceof Basics.Literal;
      return !target.isPath()
          ? Kind.OTHER
          : isPosition ? Kind.POSITION : isNamed ? target : Kind.OTHER;
    } else if (filter instanceof Access.Slice slice) {
      Kind target = choice(slice.target()).kind;
      return target.isPath() ? target : Kind.OTHER;
    } else if (filter instanceof Access.Each each) {
      Kind target = choice(each.target()).kind;
      return !target.isPath() ? Kind.OTHER : target == Kind.POSITION ? target : Kind.EACH;
    } else if (filter instanceof Flow.Try attempt) {
      return choice(attempt.body()).kind;
    } else if (filter instanceof Basics.Array array) {
      Kind collected = choice(array.elements()).kind;
      return collected == Kind.EACH
          ? Kind.PATH
          : collected == Kind.POSITION ? collected : Kind.OTHER;
    } else if (filter instanceof Calls.Call call) {
      return call(call.function().name(), call.arguments());
    }
    return filter instanceof Calls.NativeCall call
        ? call(call.name(), call.arguments())
        : Kind.OTHER;
  }

  private Kind call(String name, List<Filter> arguments) {
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

  /** Returns the choice of a filter that computes its value from all its parts. */
  private Choice converted(Filter filter, List<Filter> parts) {
    List<Choice> read =
        parts.stream().map(this::choice).filter(it -> it.kind != Kind.CONSTANT).toList();
    if (read.isEmpty()) {
      return new Choice(Kind.CONSTANT, filter);
    }
    boolean isOne = read.size() == 1 || read.stream().allMatch(it -> it.kind == Kind.POSITION);
    return isOne ? read.get(0) : new Choice(Kind.OTHER, filter);
  }

  /** Returns the choice of a filter that takes the value of one of two parts. */
  private static Choice either(Choice one, Choice other, Filter filter) {
    if (one.kind == Kind.CONSTANT || other.kind == Kind.CONSTANT || one.kind == other.kind) {
      return new Choice(one.kind == Kind.CONSTANT ? other.kind : one.kind, filter);
    }
    boolean isAtTimes =
        List.of(one, other).stream()
            .anyMatch(it -> it.kind.mayBePosition() || it.kind == Kind.EACH);
    return new Choice(isAtTimes ? Kind.AT_TIMES : Kind.OTHER, filter);
  }

  /**
   * Returns the choice of a pipe.
   *
   * @param before how the value before the filter was chosen
   * @param isConverted whether that value was computed from the chosen one
   */
  private Choice pipe(Kind before, boolean isConverted, Filter filter) {
    if (filter instanceof Bindings.Bind bind) {
      Choice rest = pipe(before, isConverted, bind.body());
      return new Choice(rest.kind, new Bindings.Bind(bind.source(), bind.name(), rest.filter));
    }
    Filter stage = filter instanceof Basics.Pipe pipe ? pipe.first() : filter;
    Choice next = choice(stage);
    boolean isReset = Usage.hasVariables(stage);
    Kind after = isReset ? next.kind : after(before, next.kind);
    boolean isComputed =
        !isReset && (isConverted || (before.mayBePosition() && !next.kind.isPath()));
    Filter chosen = isComputed ? new Basics.Identity() : next.filter;
    if (!(filter instanceof Basics.Pipe pipe)) {
      return new Choice(after, chosen);
    }
    Choice rest = pipe(after, isComputed, pipe.second());
    return new Choice(rest.kind, new Basics.Pipe(chosen, rest.filter));
  }

  private static Kind after(Kind before, Kind next) {
    return switch (before) {
      case PATH -> next;
      case EACH -> next == Kind.PATH ? Kind.EACH : next.isPath() ? next : Kind.OTHER;
      case POSITION, AT_TIMES, CONSTANT, OTHER -> before;
    };
  }
}
