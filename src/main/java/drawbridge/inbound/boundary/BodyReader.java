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

/** Reads the bodies of authenticated requests, limited in number, size and time. */
@ApplicationScoped
public class BodyReader {

  private static final Problem BUSY =
      Problem.of(
          "busy",
          "Too many requests",
          503,
          "Too many bodies are being received. Nothing of this one was read. Send it again.");

  @Inject BodyPermits permits;
  @Inject SenderLimits limits;
  @Inject InboundSettings settings;
  @Inject Clock clock;

  /**
   * Reads a body up to the size limit.
   *
   * @param whole receives all bytes, after the permit is released
   * @param refused receives the reason when the body is not read to its end
   */
  public <R> R read(
      Caller caller,
      Body body,
      InputStream in,
      Function<byte[], R> whole,
      Function<Problem, R> refused) {
    String workspaceId = caller.workspace().id();
    if (!permits.tryAcquire(workspaceId)) {
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
      permits.release(workspaceId);
    }
    return next.get();
  }
}
