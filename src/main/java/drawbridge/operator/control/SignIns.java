package drawbridge.operator.control;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets operators in. A password that was right is remembered for a minute, as a code under a key
 * that only this process has, so that a script pays the 100 ms of checking it once; a flood of
 * wrong ones keeps at most half of the processors busy.
 */
@ApplicationScoped
public class SignIns {

  /** What an attempt came to. */
  public enum Verdict {
    WELCOME,
    REFUSED,
    /** Too many are being checked; come again. */
    BUSY
  }

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int MOST_REMEMBERED = 1_000;
  private static final long PATIENCE_SECONDS = 5;
  private static final String CODE = "HmacSHA256";

  @Inject Operators operators;
  @Inject Clock clock;

  private final SecretKeySpec key = newKey();
  private final Map<String, Instant> remembered = new ConcurrentHashMap<>();
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** Whether this is an operator with that password; blocks for some 100 ms, at most seconds. */
  public Verdict check(String name, String password) {
    String code = code(name, password);
    Instant now = clock.instant();
    Instant until = remembered.get(code);
    if (until != null && now.isBefore(until)) {
      return Verdict.WELCOME;
    }
    try {
      if (!checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Verdict.BUSY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.BUSY;
    }
    try {
      return checkNow(name, password, code, now);
    } finally {
      checks.release();
    }
  }

  private Verdict checkNow(String name, String password, String code, Instant now) {
    if (!operators.authenticate(name, password)) {
      return Verdict.REFUSED;
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.values().removeIf(until -> !now.isBefore(until));
    }
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(code, now.plus(REMEMBERED));
    }
    return Verdict.WELCOME;
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
