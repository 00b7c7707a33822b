package drawbridge.admin.control;

import drawbridge.platform.control.OpenRequests;
import drawbridge.run.control.RunAwaiter;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Answers what this node has taken before it stops (R8). The launcher of {@code drawbridge.jar}
 * calls it at SIGTERM, while the application still runs; other servers stop the application in
 * their own way.
 */
@ApplicationScoped
public class NodeStop {

  private static final System.Logger LOG = System.getLogger(NodeStop.class.getName());

  /** A stop lasts 25 seconds at most, and the application has to end, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  /** A proxy that checks readiness twice a second sends nothing more after this time. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  @Inject OpenRequests requests;
  @Inject RunAwaiter awaiter;

  @Resource ContextService contexts;

  /** Tells the launcher what to call. Does nothing on a server without it. */
  public void offer() {
    LauncherLink.pass("whenStopping", Runnable.class, contexts.contextualRunnable(this::drain));
  }

  /**
   * Refuses further requests, ends the waits of replies as their timeouts would, and blocks until
   * all replies are sent, for 18 seconds at most. Blocks for two seconds at least, in which the
   * node is not ready but answers: a proxy must see that before the port closes.
   */
  void drain() {
    requests.close();
    awaiter.end();
    try {
      int left = requests.awaitNone(NOTICE, PATIENCE);
      LOG.log(
          left == 0 ? Level.INFO : Level.WARNING,
          left == 0
              ? "stop: all requests are answered; the server ends"
              : "stop: {0} requests are not answered in time; the server ends",
          left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
