package drawbridge.inbound.trigger.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * When triggers were last called and what came of it, and when their secrets were last used. Kept
 * in memory and written every few seconds, so that a flood costs the store nothing; a crash loses
 * at most that much of it.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Sightings {

  private static final System.Logger LOG = System.getLogger(Sightings.class.getName());
  private static final int WRITTEN_EVERY_SECONDS = 2;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject SightingLedger ledger;

  private final Map<String, SightingLedger.Sighting> seen = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  @PostConstruct
  void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::write, WRITTEN_EVERY_SECONDS, WRITTEN_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /**
   * A trigger was called.
   *
   * @param outcome {@code accepted}, {@code accepted-without-uid}, {@code duplicate}, {@code
   *     conflict}, {@code handshake}, or the kind of the problem that was answered
   */
  public void seen(String triggerId, String outcome, Instant when) {
    seen.put(triggerId, new SightingLedger.Sighting(outcome, when));
  }

  /** A secret was the right one. */
  public void used(String secretId, Instant when) {
    used.put(secretId, when);
  }

  /** Writes what was noted since; what could not be written is written the next time. */
  void write() {
    Map<String, SightingLedger.Sighting> sightings = taken(seen);
    Map<String, Instant> uses = taken(used);
    try {
      if (!sightings.isEmpty() || !uses.isEmpty()) {
        ledger.write(sightings, uses);
      }
    } catch (RuntimeException e) {
      sightings.forEach(seen::putIfAbsent);
      uses.forEach(used::putIfAbsent);
      LOG.log(
          System.Logger.Level.WARNING,
          "the last calls of triggers could not be written; tried again soon: {0}",
          e.toString());
    }
  }

  /** What is noted meanwhile stays for the next time. */
  private static <T> Map<String, T> taken(Map<String, T> noted) {
    Map<String, T> taken = new HashMap<>();
    for (String key : List.copyOf(noted.keySet())) {
      T value = noted.remove(key);
      if (value != null) {
        taken.put(key, value);
      }
    }
    return taken;
  }
}
