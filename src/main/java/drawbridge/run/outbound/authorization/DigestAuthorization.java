package drawbridge.run.outbound.authorization;

import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.authorization.digest.DigestSession;
import drawbridge.run.outbound.authorization.digest.DigestSessions;
import drawbridge.run.outbound.authorization.policy.PolicyMembers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Digest. The first request of a server is sent without credentials; its refusal has the challenge.
 * A call is repeated when it did not answer the current challenge, or when the nonce was stale: at
 * most twice.
 */
final class DigestAuthorization extends Authorization {

  private static final int MOST_ATTEMPTS = 3;

  private final PolicyMembers policy;
  private final String key;
  private final DigestSessions sessions;
  private final int attempt;
  private final @Nullable DigestSession fresh;
  private final List<String> secrets;
  private @Nullable DigestSession used;
  private @Nullable URI target;

  /**
   * @param key stands for the policy and its workspace
   */
  DigestAuthorization(PolicyMembers policy, String key, DigestSessions sessions) {
    this(policy, key, sessions, 1, null);
  }

  private DigestAuthorization(
      PolicyMembers policy,
      String key,
      DigestSessions sessions,
      int attempt,
      @Nullable DigestSession fresh) {
    this.policy = policy;
    this.key = key;
    this.sessions = sessions;
    this.attempt = attempt;
    this.fresh = fresh;
    this.secrets = new ArrayList<>(policy.secrets());
  }

  @Override
  public String scheme() {
    return "Digest";
  }

  /** Returns stars, since the parameter depends on the request that would contain it. */
  @Override
  public String parameter() {
    return Mask.STARS;
  }

  @Override
  public Optional<String> header(String method, URI uri) {
    target = uri;
    DigestSession session = fresh == null ? sessions.find(key, uri).orElse(null) : fresh;
    used = session;
    if (session == null) {
      return Optional.empty();
    }
    String clientNonce = sessions.clientNonce();
    DigestSession.Answer answer =
        session.answer(policy.text("username"), policy.text("password"), method, uri, clientNonce);
    secrets.addAll(List.of(answer.response(), session.nonce(), clientNonce));
    return Optional.of(answer.header());
  }

  @Override
  public List<String> secrets() {
    return secrets;
  }

  @Override
  public Optional<Authorizer.Result> after(Http.Answered refusal, Caller caller) {
    URI uri = target;
    if (uri == null) {
      return Optional.empty();
    }
    if (used != null) {
      sessions.remove(key, uri, used);
    }
    Optional<DigestSession> next =
        DigestSession.of(refusal.headers().getOrDefault("www-authenticate", ""));
    if (next.isEmpty()) {
      return Optional.of(
          Authorizer.Unauthorized.of(
              Http.Reason.AUTHENTICATION,
              uri.getHost()
                  + " sent no Digest challenge with MD5, SHA-256 or SHA-512-256 and qop auth"));
    }
    boolean isAnswered = fresh != null && !next.get().isStale();
    if (isAnswered || attempt == MOST_ATTEMPTS) {
      return Optional.empty();
    }
    sessions.put(key, uri, next.get());
    return Optional.of(new DigestAuthorization(policy, key, sessions, attempt + 1, next.get()));
  }
}
