package drawbridge.run.outbound.authorization.token;

import drawbridge.run.outbound.Http;

/** No token could be obtained. The failure contains no values of the policy. */
public final class NoToken extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Http.Answer answer;

  NoToken(Http.Reason reason, String detail) {
    this(new Http.Refused(reason, detail));
  }

  /**
   * @param answer why, never a response
   */
  NoToken(Http.Answer answer) {
    this.answer = answer;
  }

  /** Returns why, never a response. */
  public Http.Answer answer() {
    return answer;
  }

  /** Returns whether another run may succeed: this one was cancelled or had too little time. */
  boolean isOfCaller() {
    return answer instanceof Http.Abandoned
        || (answer instanceof Http.Refused refused && refused.reason() == Http.Reason.TIMEOUT);
  }
}
