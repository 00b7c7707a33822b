package drawbridge.operator.control;

import drawbridge.operator.control.token.ApiTokens;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.Permits;
import drawbridge.platform.proxy.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates operators by name and password.
 *
 * <p>Caches a successful sign-in for a minute under an HMAC of name and password, because a check
 * takes 100 ms. Each use reads the operator again, so that a change of password or role, and a
 * removal, count at once on every node; a person of the realm is known for that minute. {@link
 * LoginThrottle} limits failed attempts. Concurrent checks use at most half of the processors, and
 * at most eight requests wait for one.
 */
@ApplicationScoped
public class SignIns {

  private static final Duration CACHE_TIME = Duration.ofSeconds(60);
  private static final int MAX_CACHED = 1_000;
  private static final long MAX_WAIT_SECONDS = 5;

  /** The requests that hold a thread for a check; one address gets half of them. */
  private static final int MOST_WAITING = 8;

  private static final String ALGORITHM = "HmacSHA256";

  @Inject Operators operators;
  @Inject LoginThrottle throttle;
  @Inject SignInSettings settings;
  @Inject ApiTokens tokens;
  @Inject Clock clock;

  private final SecretKeySpec key = newKey();
  private final Map<String, CachedSignIn> cache = new ConcurrentHashMap<>();
  private final Permits waiting = new Permits(MOST_WAITING);
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** The realm of the application server; used only when the settings enable it. */
  public interface Realm {
    /** Returns the person and role; empty when name or password is wrong. */
    Optional<Person> authenticate(String name, String password);
  }

  /** A successful sign-in. For a built-in operator it is void when the password changes. */
  private record CachedSignIn(Instant until, Person person, Optional<Instant> passwordAt) {}

  /**
   * Checks name and password. Blocks for about 100 ms, or for up to five seconds under load. The
   * result is {@code Busy} at once when eight other requests wait.
   *
   * @param address IP address of the client
   * @param realm asked when no built-in operator has this name and password
   */
  public SignInResult check(String name, String password, String address, Realm realm) {
    String code = code(name, password);
    Instant now = clock.instant();
    CachedSignIn known = cache.get(code);
    if (known != null && now.isBefore(known.until())) {
      Optional<Person> person = stillValid(name, known);
      if (person.isPresent()) {
        return new SignInResult.Accepted(person.get());
      }
    }
    LoginThrottle.Reservation reserved = throttle.reserve(name, address);
    if (reserved.isRefused()) {
      return new SignInResult.Busy(reserved.waitSeconds());
    }
    SignInResult result = checkUnlessTooManyWait(name, password, address, realm);
    if (result instanceof SignInResult.Accepted) {
      throttle.succeed(reserved.attempt());
    } else if (result instanceof SignInResult.Busy) {
      throttle.release(reserved.attempt());
    }
    return result;
  }

  private SignInResult checkUnlessTooManyWait(
      String name, String password, String address, Realm realm) {
    String client = Client.network(address);
    if (!waiting.tryAcquire(client)) {
      return new SignInResult.Busy(1);
    }
    try {
      return checkWithPermit(name, password, code(name, password), realm);
    } finally {
      waiting.release(client);
    }
  }

  private Optional<Person> stillValid(String name, CachedSignIn known) {
    return known.passwordAt().isEmpty()
        ? Optional.of(known.person())
        : unchangedSince(name, known.passwordAt().get()).map(Operator::person);
  }

  /** Returns the operator; empty when removed or when the password was set at another time. */
  public Optional<Operator> unchangedSince(String name, Instant passwordAt) {
    return operators.find(name).filter(it -> it.passwordAt().equals(passwordAt));
  }

  private SignInResult checkWithPermit(String name, String password, String code, Realm realm) {
    try {
      if (!checks.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return new SignInResult.Busy(MAX_WAIT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SignInResult.Busy(MAX_WAIT_SECONDS);
    }
    try {
      Instant until = clock.instant().plus(CACHE_TIME);
      return builtIn(name, password)
          .map(it -> new CachedSignIn(until, it.person(), Optional.of(it.passwordAt())))
          .or(
              () ->
                  ofRealm(name, password, realm)
                      .map(it -> new CachedSignIn(until, it, Optional.empty())))
          .<SignInResult>map(it -> accept(it, code))
          .orElseGet(SignInResult.Refused::new);
    } finally {
      checks.release();
    }
  }

  private Optional<Operator> builtIn(String name, String password) {
    return settings.isBuiltIn() ? operators.authenticate(name, password) : Optional.empty();
  }

  /** Tells the tokens of the person the current role, which may be none. */
  private Optional<Person> ofRealm(String name, String password, Realm realm) {
    Optional<Person> person =
        settings.isRealm() ? realm.authenticate(name, password) : Optional.empty();
    person.ifPresent(tokens::ownerSignedIn);
    return person;
  }

  private SignInResult accept(CachedSignIn signIn, String code) {
    Instant now = clock.instant();
    if (cache.size() >= MAX_CACHED) {
      cache.values().removeIf(each -> !now.isBefore(each.until()));
    }
    if (cache.size() < MAX_CACHED) {
      cache.put(code, signIn);
    }
    return new SignInResult.Accepted(signIn.person());
  }

  /** Returns the HMAC of name and password; the length of the name separates them. */
  private String code(String name, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = name.length() + ":" + name + password;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static SecretKeySpec newKey() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, ALGORITHM);
  }
}
