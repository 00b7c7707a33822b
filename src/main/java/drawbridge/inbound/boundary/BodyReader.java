package drawbridge.inbound.boundary;

import drawbridge.inbound.control.BodyPermits;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.SenderLimits;
import drawbridge.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the bodies of those who were let in: not too many at once, and none for too long. */
@ApplicationScoped
public class BodyReader {

  private static final Problem BUSY =
      Problem.of(
          "busy",
          "Too many requests",
          503,
          "Too many bodies are being sent at once; nothing of this one was read.");

  @Inject BodyPermits permits;
  @Inject SenderLimits limits;
  @Inject InboundSettings settings;
  @Inject Clock clock;

  /**
   * Reads the bytes, as far as the limit.
   *
   * @param whole is given all bytes, when others may read again
   * @param refused is told why they are not taken
   */
  public <R> R read(
      Caller caller,
      Body body,
      InputStream in,
      Function<byte[], R> whole,
      Function<Problem, R> refused) {
    String workspaceId = caller.workspace().id();
    if (!permits.enter(workspaceId)) {
      return refused.apply(BUSY);
    }
    Supplier<R> next;
    try {
      next =
          body.<Supplier<R>>read(
              new TimedInput(in, clock, limits.bodyTimeout()),
              settings.limits().maxBody(),
              bytes -> () -> whole.apply(bytes),
              problem -> () -> refused.apply(problem));
    } finally {
      permits.leave(workspaceId);
    }
    return next.get();
  }
}
