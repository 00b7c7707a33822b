package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The authorization of one attempt of a call. Not thread safe. */
public abstract sealed class Authorization implements Authorizer.Result
    permits FixedAuthorization, TokenAuthorization, DigestAuthorization {

  /** Returns the scheme, as {@code $authorization} shows it. */
  public abstract String scheme();

  /** Returns the parameter, as {@code $authorization} shows it to the call that is being made. */
  public abstract String parameter();

  /** Returns the value of the {@code Authorization} header; empty when it is not sent. */
  public abstract Optional<String> header(String method, URI uri);

  /** Returns what must be masked after the header was made. */
  public abstract List<String> secrets();

  /**
   * Returns what to repeat the call with after a response of status 401; empty when the response is
   * final. Repetitions of a call are bounded. May block as {@link Authorizer#authorize}.
   */
  public abstract Optional<Authorizer.Result> after(Http.Answered refusal, Caller caller);

  /** Returns an authorization of this scheme for the journal, without its parameter. */
  public final Authorization masked() {
    return new FixedAuthorization(scheme(), Mask.STARS);
  }
}
