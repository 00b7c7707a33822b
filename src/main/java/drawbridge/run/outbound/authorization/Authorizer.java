package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.authorization.policy.Policy;

/** Authorizes calls. */
@FunctionalInterface
public interface Authorizer {

  /** Authorizes with placeholders and sends nothing, for dry runs. */
  Authorizer PLACEHOLDERS =
      (policy, caller) -> new FixedAuthorization(policy.scheme().header(), Mask.STARS);

  /**
   * Returns the authorization of a call. Blocks while a token is requested, until the caller's time
   * is over or its run is cancelled. Repetition is harmless.
   */
  Result authorize(Policy policy, Caller caller);

  /** An authorization, or why there is none. */
  sealed interface Result permits Authorization, Unauthorized {}

  /**
   * No authorization, because no token could be obtained or no challenge can be answered.
   *
   * @param answer the failure, never a response
   */
  record Unauthorized(Http.Answer answer) implements Result {

    static Unauthorized of(Http.Reason reason, String detail) {
      return new Unauthorized(new Http.Refused(reason, detail));
    }
  }
}
