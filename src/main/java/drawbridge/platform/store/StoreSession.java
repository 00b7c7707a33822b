package drawbridge.platform.store;

import drawbridge.platform.setting.StartConfig;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * Configures EclipseLink's session.
 *
 * <p>
 *
 * <ul>
 *   <li>EclipseLink reads the product name of the database before the application starts, and does
 *       not retry. So this waits for the store first, and checks it ({@link StoreStart}).
 *   <li>EclipseLink would retry a failed query three times with pauses of five seconds, and hold a
 *       sender's thread meanwhile (R5). So retries are off: the sender, the sweep and the pool
 *       retry.
 *   <li>A failure of any statement may show damage. So each one is examined.
 * </ul>
 *
 * <p>A listener and no {@code SessionCustomizer}: that interface has another name in EclipseLink 5
 * than in 4.0.1, which Payara Server 6 has.
 */
public final class StoreSession extends SessionEventAdapter {

  private static volatile Consumer<Throwable> examiner = failure -> {};

  /**
   * Shows each failure of the store to an examiner, also of sessions that exist. EclipseLink
   * creates this class, and before there are beans.
   */
  public static void examineBy(Consumer<Throwable> failures) {
    examiner = failures;
  }

  @Override
  public void preLogin(SessionEvent event) {
    Session session = event.getSession();
    session.getLogin().setQueryRetryAttemptCount(0);
    Connector connector = ((DatabaseLogin) session.getDatasourceLogin()).getConnector();
    if (connector instanceof JNDIConnector named && named.getDataSource() != null) {
      DataSource store = named.getDataSource();
      StartupRetry.make(() -> new StoreStart(StartConfig.get()).open(store));
      named.setDataSource(ExaminedDataSource.of(store, failure -> examiner.accept(failure)));
    }
  }
}
