package drawbridge.platform.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: deployed, migrated, and the store answers. Asked at {@code /health/ready}. */
@Readiness
@ApplicationScoped
public class StoreReady implements HealthCheck {

  private static final int SECONDS = 2;

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = store.getConnection()) {
      return HealthCheckResponse.named("store").status(connection.isValid(SECONDS)).build();
    } catch (SQLException e) {
      return HealthCheckResponse.named("store").down().build();
    }
  }
}
