package drawbridge.inbound.control;

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
 * How often each workspace and each trigger may come to this node: all requests whose sender was
 * let in count, and nothing of others. Costs no look into the store. Counts on each node by itself.
 */
@ApplicationScoped
public class Rates {

  @Inject SenderLimits limits;
  @Inject Clock clock;

  private final TimeMeter time = new OnlyForward();
  private final Buckets workspaces = new Buckets("workspace", time);
  private final Buckets triggers = new Buckets("trigger", time);

  /** A request with the workspace's secret. */
  public RateLimitDecision decision(String workspaceId) {
    return workspaces
        .take(workspaceId, limits.workspaceRate())
        .map(share -> new RateLimitDecision(List.of(share)))
        .orElse(RateLimitDecision.UNLIMITED);
  }

  /**
   * A request on a trigger, which is under its workspace's limit too. A request that one of the two
   * refuses takes nothing of the other.
   *
   * @param ofTrigger the trigger's own rate, which may have changed since the last request; empty
   *     for that of the settings
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
   * The clock without its steps back. Buckets wait for a clock that was set back by an hour to come
   * to where it was, and would refuse for that hour.
   */
  private final class OnlyForward implements TimeMeter {
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
