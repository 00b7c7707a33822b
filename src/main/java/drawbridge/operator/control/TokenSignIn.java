package drawbridge.operator.control;

import drawbridge.operator.control.token.ApiTokens;
import drawbridge.operator.control.token.TokenValue;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.Person;
import drawbridge.platform.LastUsed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Authenticates by an API token. Reads the token and the role of its owner for each request, so
 * that a removal and a change of the role count at once on every node. {@link LoginThrottle} limits
 * failures per address; a value that was valid before does not wait for it.
 */
@ApplicationScoped
public class TokenSignIn {

  private static final System.Logger LOG = System.getLogger(TokenSignIn.class.getName());
  private static final int MOST_KNOWN = 1_000;
  private static final int LOCKS = 64;

  @Inject ApiTokens tokens;
  @Inject LoginThrottle throttle;
  @Inject SignInSettings settings;

  /** Digests of values that were valid at their last use on this node. */
  private final Map<String, Boolean> known = LastUsed.map(MOST_KNOWN);

  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  /**
   * Checks a value.
   *
   * @param address IP address of the client
   */
  public SignInResult check(String value, String address) {
    String digest = TokenValue.digest(value);
    return checkKnown(digest)
        .orElseGet(
            () -> {
              synchronized (lock(digest)) {
                return checkKnown(digest).orElseGet(() -> checkNew(value, digest, address));
              }
            });
  }

  /** Concurrent first uses of a value wait for one check, so that they count as one attempt. */
  private Object lock(String digest) {
    return locks.get(Math.floorMod(digest.hashCode(), locks.size()));
  }

  private Optional<SignInResult> checkKnown(String digest) {
    if (!known.containsKey(digest)) {
      return Optional.empty();
    }
    Optional<Person> person = person(digest);
    if (person.isEmpty()) {
      known.remove(digest);
    }
    return person.map(SignInResult.Accepted::new);
  }

  private SignInResult checkNew(String value, String digest, String address) {
    LoginThrottle.Reservation reserved = throttle.reserve("token " + digest, address);
    if (reserved.isRefused()) {
      return new SignInResult.Busy(reserved.waitSeconds());
    }
    Optional<Person> person = TokenValue.isWellFormed(value) ? person(digest) : Optional.empty();
    if (person.isEmpty()) {
      return new SignInResult.Refused();
    }
    throttle.succeed(reserved.attempt());
    known.put(digest, true);
    return new SignInResult.Accepted(person.get());
  }

  private Optional<Person> person(String digest) {
    Optional<ApiToken> token = tokens.valid(digest).filter(this::isOfAnEnabledSource);
    Optional<Person> person = token.flatMap(it -> tokens.currentRole(it).map(it::person));
    person.ifPresent(it -> noteUse(token.orElseThrow()));
    return person;
  }

  private boolean isOfAnEnabledSource(ApiToken token) {
    return switch (token.source()) {
      case BUILT_IN -> settings.isBuiltIn();
      case REALM -> settings.isRealm();
      case OPENID -> settings.openId().isPresent();
    };
  }

  /** A failure is logged only, because the token is valid. */
  private void noteUse(ApiToken token) {
    try {
      tokens.used(token);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "API token {0}: cannot write its last use ({1}); the next use will retry",
          token.id(),
          e.toString());
    }
  }
}
