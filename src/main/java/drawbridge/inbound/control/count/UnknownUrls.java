package drawbridge.inbound.control.count;

import drawbridge.platform.Sha256;
import drawbridge.platform.store.WriteBehind;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts requests to workspaces and triggers that do not exist (R9). Counts are kept in memory and
 * written every few seconds, so that a scan does not load the store. In each hour this node counts
 * at most 1,000 URLs apart, and all further ones together. While the store is away, that many wait.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class UnknownUrls {

  private static final int MOST_IN_AN_HOUR = 1_000;
  private static final int SHOWN = 6;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject UnknownUrlLedger ledger;
  @Inject Clock clock;

  private final WriteBehind<UnknownUrlLedger.Key, CountTable.Seen> counts =
      new WriteBehind<>(
          "counts of unknown URLs", CountTable.Seen::plus, taken -> ledger.add(taken));

  private final Set<UnknownUrlLedger.Key> apart = new HashSet<>();
  private Instant hour = Instant.EPOCH;

  @PostConstruct
  void start() {
    counts.begin(timer, this::write);
  }

  @PreDestroy
  void stop() {
    write();
  }

  /** Counts a request to a workspace that does not exist. */
  public void countWorkspace(String name) {
    count("workspace", "", name);
  }

  /**
   * Counts a request to a trigger that does not exist.
   *
   * @param workspace the name of an existing workspace; empty when there is none with this name
   * @param id the last segment of the URL's path
   */
  public void countTrigger(String workspace, String id) {
    count("trigger", workspace, id);
  }

  private void count(String kind, String workspace, String id) {
    Instant now = clock.instant();
    UnknownUrlLedger.Key key =
        new UnknownUrlLedger.Key(
            kind, workspace, prefix(id), Sha256.hex(id.getBytes(StandardCharsets.UTF_8)));
    counts.note(
        isApart(key, now) ? key : UnknownUrlLedger.Key.ofOthers(kind), CountTable.Seen.at(now));
  }

  private synchronized boolean isApart(UnknownUrlLedger.Key key, Instant now) {
    forgetOldHour(now);
    return apart.contains(key)
        || (apart.size() < MOST_IN_AN_HOUR && counts.size() < MOST_IN_AN_HOUR && apart.add(key));
  }

  private synchronized void forgetOldHour(Instant now) {
    Instant current = now.truncatedTo(ChronoUnit.HOURS);
    if (!current.equals(hour)) {
      hour = current;
      apart.clear();
    }
  }

  /** Stores hold no U+0000, and pages show no control characters. */
  private static String prefix(String id) {
    return id.substring(0, Math.min(SHOWN, id.length())).replaceAll("[^\\x21-\\x7E]", "?");
  }

  /** Writes unwritten counts. A failed write is repeated the next time. */
  public void write() {
    forgetOldHour(clock.instant());
    counts.write();
  }
}
