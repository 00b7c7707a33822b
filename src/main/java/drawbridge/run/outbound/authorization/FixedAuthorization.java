package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Basic (RFC 7617) and Bearer (RFC 6750) with credentials that the policy contains. */
final class FixedAuthorization extends Authorization {

  private final String scheme;
  private final String parameter;
  private final List<String> secrets;

  private FixedAuthorization(String scheme, String parameter, List<String> secrets) {
    this.scheme = scheme;
    this.parameter = parameter;
    this.secrets = List.copyOf(secrets);
  }

  FixedAuthorization(String scheme, String parameter) {
    this(scheme, parameter, List.of());
  }

  static FixedAuthorization basic(PolicyMembers policy) {
    String pair = policy.text("username") + ":" + policy.text("password");
    List<String> secrets = new ArrayList<>(policy.secrets());
    secrets.add(pair);
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return new FixedAuthorization("Basic", Base64.getEncoder().encodeToString(bytes), secrets);
  }

  static FixedAuthorization bearer(PolicyMembers policy) {
    return new FixedAuthorization("Bearer", policy.text("token"), policy.secrets());
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String parameter() {
    return parameter;
  }

  @Override
  public Optional<String> header(String method, URI uri) {
    return Optional.of(scheme + " " + parameter);
  }

  @Override
  public List<String> secrets() {
    return secrets;
  }

  @Override
  public Optional<Authorizer.Result> after(Http.Answered refusal, Caller caller) {
    return Optional.empty();
  }
}
