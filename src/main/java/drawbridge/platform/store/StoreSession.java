package drawbridge.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * Configures EclipseLink's session.
 *
 * <p>
 *
 * <ul>
 *   <li>EclipseLink reads the product name of the database before the application starts, and does
 *       not retry. So this waits for the store first.
 *   <li>EclipseLink would retry a failed query three times with pauses of five seconds, and hold a
 *       sender's thread meanwhile (R5). So retries are off: the sender, the sweep and the pool
 *       retry.
 * </ul>
 *
 * <p>Implements the older of the interface's two names: EclipseLink 4.0.1 in Payara Server knows no
 * other, and later versions still accept it.
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
