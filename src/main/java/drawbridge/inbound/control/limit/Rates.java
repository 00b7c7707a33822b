package drawbridge.inbound.control.limit;

import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.entity.RateLimitDecision;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Limits the rate of authenticated requests of each workspace and each trigger on this node. Keeps
 * its buckets in memory and never reads the store.
 */
@ApplicationScoped
public class Rates {

  @Inject SenderLimits limits;
  @Inject Clock clock;

  private final TimeMeter time = new MonotonicTime();
  private final Buckets workspaces = new Buckets("workspace", time);
  private final Buckets triggers = new Buckets("trigger", time);

  /** Decides on a request to the workflow request URL. */
  public RateLimitDecision decision(String workspaceId) {
    return workspaces
        .take(workspaceId, limits.workspaceRate())
        .map(share -> new RateLimitDecision(List.of(share)))
        .orElse(RateLimitDecision.UNLIMITED);
  }

  /**
   * Decides on a request to a trigger, which the rates of trigger and workspace both limit. A
   * request that one rate refuses takes no token of the other.
   *
   * @param ofTrigger the trigger's own rate; empty for that of the settings
   */
  public RateLimitDecision decision(
      String workspaceId, String triggerId, Optional<Rate> ofTrigger) {
    Optional<RateLimitDecision.Share> workspace =
        workspaces.take(workspaceId, limits.workspaceRate());
    Optional<RateLimitDecision.Share> trigger =
        triggers.take(triggerId, ofTrigger.orElse(limits.triggerRate()));
    RateLimitDecision decision =
        new RateLimitDecision(Stream.of(workspace, trigger).flatMap(Optional::stream).toList());
    if (decision.isRefused()) {
      giveBack(workspaces, workspaceId, workspace);
      giveBack(triggers, triggerId, trigger);
    }
    return decision;
  }

  private static void giveBack(
      Buckets buckets, String key, Optional<RateLimitDecision.Share> share) {
    if (share.isPresent() && share.get().waitSeconds() == 0) {
      buckets.giveBack(key);
    }
  }

  /**
   * The clock without backward steps. After a step back by an hour, buckets would refuse every
   * request for an hour.
   */
  private final class MonotonicTime implements TimeMeter {

    private long last;
    private long passed;

    @Override
    public synchronized long currentTimeNanos() {
      Instant instant = clock.instant();
      long now = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
      passed += Math.max(0, now - last);
      last = now;
      return passed;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
