package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.value.Budget;
import org.jspecify.annotations.Nullable;

/**
 * The bindings that a part of a program sees: values of variables, arguments of functions, and the
 * places where functions are defined. Immutable.
 */
public final class Env {

  private final Evaluation evaluation;
  private final @Nullable Env outer;
  private final @Nullable Object name;
  private final @Nullable Object bound;

  private Env(
      Evaluation evaluation, @Nullable Env outer, @Nullable Object name, @Nullable Object bound) {
    this.evaluation = evaluation;
    this.outer = outer;
    this.name = name;
    this.bound = bound;
  }

  /** An argument: a filter and what it sees. */
  record Closure(Filter filter, Env env) {}

  /** Returns the environment of a whole program. */
  public static Env of(Evaluation evaluation) {
    return new Env(evaluation, null, null, null);
  }

  Env with(Object name, @Nullable Object bound) {
    return new Env(evaluation, this, name, bound);
  }

  /** Returns the environment that begins with this name. */
  Env at(Object name) {
    Env env = this;
    while (env.name != name) {
      env = env.outer;
      if (env == null) {
        throw new IllegalStateException("not bound: " + name);
      }
    }
    return env;
  }

  Object value(Object name) {
    Object value = at(name).bound;
    if (value == null) {
      throw new IllegalStateException("no value: " + name);
    }
    return value;
  }

  JsonNode variable(Object name) {
    return (JsonNode) value(name);
  }

  /** Returns the environment of the program's first definitions. */
  Env outermost() {
    return of(evaluation);
  }

  /** Returns the budget of the evaluation. */
  public Budget budget() {
    return evaluation.budget();
  }

  /** Returns what the whole evaluation shares. */
  public Evaluation evaluation() {
    return evaluation;
  }
}
