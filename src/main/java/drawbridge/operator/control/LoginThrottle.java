package drawbridge.operator.control;

import drawbridge.platform.proxy.Client;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits failed sign-ins. Successful sign-ins do not count. Each node counts in memory. An address
 * is an IPv4 address or an IPv6 network of 64 bits, that of the client behind trusted proxies.
 *
 * <ul>
 *   <li>One address has ten attempts for one name, and then one in ten seconds.
 *   <li>One address has fifty attempts for all names together, and then one in two seconds.
 *   <li>All addresses together have a hundred attempts for one name, and then one in two seconds.
 *       This limit alone would let an attacker with many addresses lock a name. So an address is
 *       free of it for a name that has signed in from there, and each other address has two
 *       attempts free of it, and then one in an hour.
 * </ul>
 */
@ApplicationScoped
public class LoginThrottle {

  /** Counters kept, the last used ones; an attacker makes new ones at will. */
  private static final int MOST_COUNTERS = 20_000;

  private static final int MOST_KNOWN = 2_000;

  /** Longer names count by their beginning. */
  private static final int LONGEST_NAME = 200;

  private static final Limit PER_ADDRESS_AND_NAME = new Limit(10, Duration.ofSeconds(10));
  private static final Limit PER_ADDRESS = new Limit(50, Duration.ofSeconds(2));
  private static final Limit PER_NAME = new Limit(100, Duration.ofSeconds(2));
  private static final Limit FIRST_OF_ADDRESS = new Limit(2, Duration.ofHours(1));

  @Inject Clock clock;

  final Map<String, Bucket> counters = new Recent<>(MOST_COUNTERS);
  private final Map<String, Boolean> known = new Recent<>(MOST_KNOWN);

  private record Limit(int burst, Duration refillInterval) {}

  /** A map of the last used entries. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > most;
    }
  }

  /** An attempt that {@link #reserve} has counted. */
  static final class Attempt {
    private final String owner;
    private final List<Bucket> counted;

    private Attempt(String owner, List<Bucket> counted) {
      this.owner = owner;
      this.counted = counted;
    }
  }

  /** The outcome of a reservation: the attempt, or the seconds to wait, at least 1. */
  record Reservation(Attempt attempt, long waitSeconds) {
    boolean isRefused() {
      return waitSeconds > 0;
    }
  }

  /**
   * Counts an attempt before its check, so that concurrent attempts are all counted. A refused
   * attempt is not counted.
   */
  Reservation reserve(String name, String address) {
    String network = Client.network(address);
    String named = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    String owner = network + " " + named;
    synchronized (counters) {
      List<Bucket> counted = new ArrayList<>();
      counted.add(counter("both " + owner, PER_ADDRESS_AND_NAME));
      counted.add(counter("address " + network, PER_ADDRESS));
      if (!known.containsKey(owner)) {
        Bucket ofName = counter("name " + named, PER_NAME);
        Bucket first = counter("first " + owner, FIRST_OF_ADDRESS);
        counted.add(wait(ofName) > 0 && wait(first) == 0 ? first : ofName);
      }
      long wait = counted.stream().mapToLong(LoginThrottle::wait).max().orElse(0);
      if (wait == 0) {
        counted.forEach(each -> each.tryConsume(1));
      }
      return new Reservation(new Attempt(owner, counted), wait);
    }
  }

  /** Uncounts an attempt that was not checked. */
  void release(Attempt attempt) {
    synchronized (counters) {
      attempt.counted.forEach(each -> each.addTokens(1));
    }
  }

  /** Uncounts a successful attempt, and remembers its address for the name. */
  void succeed(Attempt attempt) {
    release(attempt);
    synchronized (counters) {
      known.put(attempt.owner, true);
    }
  }

  /** Returns the seconds until the next token, 0 when there is one. */
  private static long wait(Bucket bucket) {
    var probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? 0
        : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
  }

  private Bucket counter(String key, Limit limit) {
    return counters.computeIfAbsent(key, each -> bucket(limit));
  }

  private Bucket bucket(Limit limit) {
    return Bucket.builder()
        .addLimit(each -> each.capacity(limit.burst()).refillIntervally(1, limit.refillInterval()))
        .withCustomTimePrecision(new Time())
        .build();
  }

  private final class Time implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
