package drawbridge.operator.control;

import drawbridge.operator.entity.Operator;
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
 * slowed down ({@link Guesses}), and a flood keeps at most half of the processors busy.
 */
@ApplicationScoped
public class SignIns {

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int MOST_REMEMBERED = 1_000;
  private static final long PATIENCE_SECONDS = 5;
  private static final String CODE = "HmacSHA256";

  @Inject Operators operators;
  @Inject Guesses guesses;
  @Inject Clock clock;

  private final SecretKeySpec key = newKey();
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** That a password was right, as long as the operator has it. */
  private record Remembered(Instant until, Instant passwordAt) {}

  /**
   * Whether this is an operator with that password; blocks for some 100 ms, at most seconds.
   *
   * @param address where the attempt comes from
   */
  public Verdict check(String name, String password, String address) {
    String code = code(name, password);
    Instant now = clock.instant();
    Remembered known = remembered.get(code);
    if (known != null && now.isBefore(known.until())) {
      Optional<Operator> operator = since(name, known.passwordAt());
      if (operator.isPresent()) {
        return new Verdict.Welcome(operator.get().person());
      }
    }
    long wait = guesses.begin(name, address);
    if (wait > 0) {
      return new Verdict.Busy(wait);
    }
    Verdict verdict = checkInTurn(name, password, code);
    if (!(verdict instanceof Verdict.Refused)) {
      guesses.takeBack(name, address);
    }
    return verdict;
  }

  /** The operator, if the password is still the one of that time. */
  public Optional<Operator> since(String name, Instant passwordAt) {
    return operators.find(name).filter(it -> it.passwordAt().equals(passwordAt));
  }

  private Verdict checkInTurn(String name, String password, String code) {
    try {
      if (!checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return new Verdict.Busy(PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Busy(PATIENCE_SECONDS);
    }
    try {
      return operators
          .authenticate(name, password)
          .<Verdict>map(operator -> welcome(operator, code))
          .orElseGet(Verdict.Refused::new);
    } finally {
      checks.release();
    }
  }

  private Verdict welcome(Operator operator, String code) {
    Instant now = clock.instant();
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.values().removeIf(each -> !now.isBefore(each.until()));
    }
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(code, new Remembered(now.plus(REMEMBERED), operator.passwordAt()));
    }
    return new Verdict.Welcome(operator.person());
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
