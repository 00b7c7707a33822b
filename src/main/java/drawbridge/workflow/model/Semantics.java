package drawbridge.workflow.model;

import java.util.Arrays;

/**
 * The meaning of definitions where it differs between versions of Drawbridge. A run keeps the
 * semantics that it began with until its end (X27). The store has the numbers.
 */
public enum Semantics {
  /**
   * Of runs that were accepted before tables of version 15. A {@code try} whose retries are used up
   * handles the error. Each attempt of a call has its own {@code Idempotency-Key}. A header, a
   * credential or a name takes any value as text.
   */
  FIRST(1),

  /** Lets errors through after the last retry (X17). All attempts of a call share a key (X4). */
  SECOND(2),

  /** A task that does not await its child outputs its input, and not the id of the run. */
  THIRD(3);

  /** The semantics of new runs, children and replays included. */
  public static final Semantics CURRENT = THIRD;

  private final int number;

  Semantics(int number) {
    this.number = number;
  }

  /**
   * Returns the semantics of a stored number.
   *
   * @throws IllegalStateException when a later version wrote the number
   */
  public static Semantics of(int number) {
    return Arrays.stream(values())
        .filter(it -> it.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a later version wrote semantics " + number));
  }

  public int number() {
    return number;
  }

  /** Returns whether a {@code catch} handles an error that its retries did not overcome. */
  public boolean forgetsErrorsAfterRetries() {
    return this == FIRST;
  }

  /** Returns whether each attempt of a call has its own {@code Idempotency-Key}. */
  public boolean hasKeyPerAttempt() {
    return this == FIRST;
  }

  /** Returns whether calls take values as text that are none. */
  public boolean takesAnyValueAsText() {
    return this == FIRST;
  }

  /** Returns whether a task that does not await its child outputs the id of the child's run. */
  public boolean returnsRunIdOfChild() {
    return this != THIRD;
  }
}
