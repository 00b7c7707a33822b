package drawbridge.platform;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A store that does not answer is an error at once: EclipseLink would sleep for five seconds and
 * try again, three times, and a sender's request would hold its thread meanwhile (R5). Whether to
 * try again is the sender's, the sweep's and the pool's business.
 */
public final class NoRetries implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    session.getLogin().setQueryRetryAttemptCount(0);
  }
}
