package drawbridge.platform.boundary;

import drawbridge.platform.control.StoreProbe;
import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.ExaminedDataSource;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports ready at {@code /health/ready} when the application is deployed, the schema is migrated
 * and the store takes commits.
 */
@Readiness
@ApplicationScoped
public class StoreReady implements HealthCheck {

  private static final int SECONDS = 2;

  @Inject StoreStatus status;

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Override
  public HealthCheckResponse call() {
    if (status.isAway()) {
      return HealthCheckResponse.named("store").down().build();
    }
    try (Connection connection = ExaminedDataSource.of(store, status::examine).getConnection()) {
      return HealthCheckResponse.named("store")
          .status(StoreProbe.fault(connection, SECONDS).isEmpty())
          .build();
    } catch (SQLException e) {
      return HealthCheckResponse.named("store").down().build();
    }
  }
}
