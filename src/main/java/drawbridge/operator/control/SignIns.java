package drawbridge.operator.control;

import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Person;
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
 * Lets operators in. A password that was right is remembered for a minute, as a code under a key
 * that only this process has, so that a script pays the 100 ms of checking it once; who guesses is
 * slowed down ({@link LoginThrottle}), and a flood keeps at most half of the processors busy.
 */
@ApplicationScoped
public class SignIns {

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int MOST_REMEMBERED = 1_000;
  private static final long PATIENCE_SECONDS = 5;
  private static final String CODE = "HmacSHA256";

  @Inject Operators operators;
  @Inject LoginThrottle throttle;
  @Inject SignInSettings settings;
  @Inject Clock clock;

  private final SecretKeySpec key = newKey();
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** People whom the application server knows; asked only where the settings say so. */
  public interface Realm {
    /** Who has this password, and what he may do; empty for nobody. */
    Optional<Person> person(String name, String password);
  }

  /** That a password was right: of the house's own list as long as the operator has it. */
  private record Remembered(Instant until, Person person, Optional<Instant> passwordAt) {}

  /**
   * Whether this is an operator with that password; blocks for some 100 ms, at most seconds.
   *
   * @param address where the attempt comes from
   * @param realm asked when the house's own list does not know the name and password
   */
  public SignInResult check(String name, String password, String address, Realm realm) {
    String code = code(name, password);
    Instant now = clock.instant();
    Remembered known = remembered.get(code);
    if (known != null && now.isBefore(known.until())) {
      Optional<Person> person = still(name, known);
      if (person.isPresent()) {
        return new SignInResult.Welcome(person.get());
      }
    }
    long wait = throttle.begin(name, address);
    if (wait > 0) {
      return new SignInResult.Busy(wait);
    }
    SignInResult verdict = checkInTurn(name, password, code, realm);
    if (!(verdict instanceof SignInResult.Refused)) {
      throttle.takeBack(name, address);
    }
    return verdict;
  }

  private Optional<Person> still(String name, Remembered known) {
    return known.passwordAt().isEmpty()
        ? Optional.of(known.person())
        : since(name, known.passwordAt().get()).map(Operator::person);
  }

  /** The operator, if the password is still the one of that time. */
  public Optional<Operator> since(String name, Instant passwordAt) {
    return operators.find(name).filter(it -> it.passwordAt().equals(passwordAt));
  }

  private SignInResult checkInTurn(String name, String password, String code, Realm realm) {
    try {
      if (!checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return new SignInResult.Busy(PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SignInResult.Busy(PATIENCE_SECONDS);
    }
    try {
      Instant until = clock.instant().plus(REMEMBERED);
      return listed(name, password)
          .map(it -> new Remembered(until, it.person(), Optional.of(it.passwordAt())))
          .or(
              () ->
                  ofRealm(name, password, realm)
                      .map(it -> new Remembered(until, it, Optional.empty())))
          .<SignInResult>map(it -> welcome(it, code))
          .orElseGet(SignInResult.Refused::new);
    } finally {
      checks.release();
    }
  }

  private Optional<Operator> listed(String name, String password) {
    return settings.isBuiltIn() ? operators.authenticate(name, password) : Optional.empty();
  }

  private Optional<Person> ofRealm(String name, String password, Realm realm) {
    return settings.isRealm() ? realm.person(name, password) : Optional.empty();
  }

  private SignInResult welcome(Remembered right, String code) {
    Instant now = clock.instant();
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.values().removeIf(each -> !now.isBefore(each.until()));
    }
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(code, right);
    }
    return new SignInResult.Welcome(right.person());
  }

  /** The length of the name keeps name and password apart. */
  private String code(String name, String password) {
    try {
      Mac mac = Mac.getInstance(CODE);
      mac.init(key);
      String text = name.length() + ":" + name + password;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CODE, e);
    }
  }

  private static SecretKeySpec newKey() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, CODE);
  }
}
