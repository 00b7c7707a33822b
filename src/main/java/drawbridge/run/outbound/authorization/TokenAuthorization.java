package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import drawbridge.run.outbound.authorization.token.AccessToken;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Bearer with a requested token. A refusal renews the token once. */
final class TokenAuthorization extends Authorization {

  private final AccessToken token;
  private final PolicyMembers policy;
  private final Optional<Function<Caller, Authorizer.Result>> renewal;

  /**
   * @param renewal requests another token; empty for a renewed one
   */
  TokenAuthorization(
      AccessToken token,
      PolicyMembers policy,
      Optional<Function<Caller, Authorizer.Result>> renewal) {
    this.token = token;
    this.policy = policy;
    this.renewal = renewal;
  }

  @Override
  public String scheme() {
    return "Bearer";
  }

  @Override
  public String parameter() {
    return token.value();
  }

  @Override
  public Optional<String> header(String method, URI uri) {
    return Optional.of("Bearer " + token.value());
  }

  @Override
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(policy.secrets());
    secrets.add(token.value());
    return secrets;
  }

  @Override
  public Optional<Authorizer.Result> after(Http.Answered refusal, Caller caller) {
    return renewal.map(it -> it.apply(caller));
  }
}
