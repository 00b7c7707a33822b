package drawbridge.inbound.control;

import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.Optional;

/** Checks orders against the input schemas of their workflows before anything is recorded (X23). */
public final class InputCheck {

  /** The kind of the problem of an input that does not fit. */
  public static final String UNFIT = "unfit-input";

  private InputCheck() {}

  /** Returns why an order may not start a workflow; empty when its input fits. */
  public static Optional<Problem> refusal(Definition definition, RunOrder order) {
    List<Fault> faults =
        definition
            .schemas()
            .input()
            .map(
                it ->
                    it.faults(RunInput.document(definition, order.runtime(), order.stateValues())))
            .orElse(List.of());
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(Problem.faulty(UNFIT, "Input does not fit", 422, faults));
  }
}
