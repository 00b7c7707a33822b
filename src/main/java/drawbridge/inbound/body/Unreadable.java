package drawbridge.inbound.body;

import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import java.util.List;

/** Ends the reading of a body. Never leaves this package. */
final class Unreadable extends Exception {

  private final transient Problem problem;

  /** The body is malformed. */
  Unreadable(Fault fault) {
    this(Problem.malformed(List.of(fault)));
  }

  /** The body is above a limit, or its type is not supported. */
  Unreadable(Problem problem) {
    super(problem.kind(), null, false, false);
    this.problem = problem;
  }

  /** Returns a 400 for the whole body. */
  static Unreadable because(String detail) {
    return new Unreadable(Fault.at("", detail));
  }

  /** Returns a 413. */
  static Unreadable tooLarge(String detail) {
    return new Unreadable(Problem.of("too-large", "Content too large", 413, detail));
  }

  Problem problem() {
    return problem;
  }
}
