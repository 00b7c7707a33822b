package drawbridge.operator.control;

import drawbridge.operator.entity.Person;

/** What an attempt to sign in came to. */
public sealed interface SignInResult {

  /** Come in. */
  record Welcome(Person person) implements SignInResult {}

  /** No such name, or not its password: never said which. */
  record Refused() implements SignInResult {}

  /**
   * Not looked at, right or wrong: too many are being checked, or too many were wrong.
   *
   * @param waitSeconds when to come again, at least 1
   */
  record Busy(long waitSeconds) implements SignInResult {}
}
