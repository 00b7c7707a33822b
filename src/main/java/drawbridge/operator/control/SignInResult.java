package drawbridge.operator.control;

import drawbridge.operator.entity.Person;

/** The outcome of a sign-in. */
public sealed interface SignInResult {

  /** The credentials are valid. */
  record Accepted(Person person) implements SignInResult {}

  /** The name is unknown or the password is wrong; callers cannot tell which. */
  record Refused() implements SignInResult {}

  /**
   * The credentials were not checked: too many checks are running, or too many have failed.
   *
   * @param waitSeconds seconds until the next attempt, at least 1
   */
  record Busy(long waitSeconds) implements SignInResult {}
}
