package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The context that a nested flow inherits.
 *
 * @param depth nesting depth of flows
 * @param attempt of the nearest {@code try}, from 1
 */
record FlowContext(
    RunContext run,
    Branch branch,
    @Nullable Variable variables,
    Deadline deadline,
    int depth,
    int attempt) {

  /** A loop variable or an error variable; inner ones hide outer ones. */
  record Variable(String name, JsonNode value, @Nullable Variable outer) {}

  FlowContext with(String name, JsonNode value) {
    return new FlowContext(
        run, branch, new Variable(name, value, variables), deadline, depth, attempt);
  }

  FlowContext withoutVariables() {
    return new FlowContext(run, branch, null, deadline, depth, attempt);
  }

  FlowContext until(Deadline inner) {
    return new FlowContext(run, branch, variables, inner.or(deadline), depth, attempt);
  }

  FlowContext on(Branch other) {
    return new FlowContext(run, other, variables, deadline, depth, attempt);
  }

  FlowContext attempt(int number) {
    return new FlowContext(run, branch, variables, deadline, depth, number);
  }

  FlowContext deeper() {
    return new FlowContext(run, branch, variables, deadline, depth + 1, attempt);
  }

  boolean isStopped() {
    return run.journal().isCancelled() || branch.isStopped();
  }

  @Nullable JsonNode variable(String name) {
    for (Variable at = variables; at != null; at = at.outer()) {
      if (at.name().equals(name)) {
        return at.value();
      }
    }
    return null;
  }
}
