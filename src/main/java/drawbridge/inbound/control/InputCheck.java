package drawbridge.inbound.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.schema.CheckBudget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the orders of one request against the input schemas of their workflows, before anything is
 * recorded (X23). All orders share one bound, and equal inputs are checked once, so that a body
 * that a thousand entries inherit costs as much as one. Not thread safe: create one for each
 * request.
 */
public final class InputCheck {

  /** The kind of the problem of an input that does not fit. */
  public static final String UNFIT = "unfit-input";

  private final CheckBudget budget = new CheckBudget();
  private final Map<Input, Optional<Problem>> checked = new HashMap<>();

  /** The input of a run. Orders of one batch share inherited trees, which are never changed. */
  @SuppressWarnings("ReferenceEquality") // hashing a tree for each order would cost its size
  private record Input(Definition definition, JsonNode runtime, JsonNode states) {

    static Input of(Definition definition, RunOrder order) {
      return new Input(
          definition,
          order.runtime(),
          definition.takesRequest() ? order.runtime() : order.stateValues());
    }

    JsonNode document() {
      return RunInput.document(definition, runtime, states);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Input that
          && definition == that.definition
          && runtime == that.runtime
          && states == that.states;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(runtime) + System.identityHashCode(states);
    }
  }

  /** Returns why an order may not start a workflow; empty when its input fits. */
  public Optional<Problem> refusal(Definition definition, RunOrder order) {
    return definition
        .schemas()
        .input()
        .flatMap(
            schema ->
                checked.computeIfAbsent(
                    Input.of(definition, order),
                    input -> problem(schema.faults(input.document(), budget))));
  }

  private static Optional<Problem> problem(List<Fault> faults) {
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(Problem.faulty(UNFIT, "Input does not fit", 422, faults));
  }
}
