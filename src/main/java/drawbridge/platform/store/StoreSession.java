package drawbridge.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * How EclipseLink speaks with the store.
 *
 * <ul>
 *   <li>It asks it which database it is before anything else of the application starts, and would
 *       fail for good: so the store is waited for here.
 *   <li>A store that does not answer is an error at once: EclipseLink would sleep for five seconds
 *       and try again, three times, and a sender's request would hold its thread meanwhile (R5).
 *       Whether to try again is the sender's, the sweep's and the pool's business.
 * </ul>
 *
 * <p>By the older of the interface's two names: EclipseLink 4.0.1 in Payara Server knows no other,
 * and later ones still take it.
 */
@SuppressWarnings({"deprecation", "removal"})
public final class StoreSession implements org.eclipse.persistence.config.SessionCustomizer {

  @Override
  public void customize(Session session) {
    session.getLogin().setQueryRetryAttemptCount(0);
    Connector connector = ((DatabaseLogin) session.getDatasourceLogin()).getConnector();
    if (connector instanceof JNDIConnector named && named.getDataSource() != null) {
      DataSource store = named.getDataSource();
      StartupRetry.make(() -> touch(store));
    }
  }

  private static void touch(DataSource store) throws SQLException {
    try (Connection connection = store.getConnection()) {
      connection.getMetaData();
    }
  }
}
