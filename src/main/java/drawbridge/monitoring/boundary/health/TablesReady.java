package drawbridge.monitoring.boundary.health;

import drawbridge.platform.control.Schema;
import drawbridge.platform.control.StoreStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the database schema has the version of this node or a later one. Served at {@code
 * /health/ready}.
 */
@Readiness
@ApplicationScoped
public class TablesReady implements HealthCheck {

  @Inject Schema schema;
  @Inject StoreStatus store;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder check =
        HealthCheckResponse.named("tables").withData("needed", schema.needed());
    if (store.isAway()) {
      return check.down().build();
    }
    try {
      int found = schema.found();
      return check.withData("found", found).status(found >= schema.needed()).build();
    } catch (SQLException e) {
      return check.down().build();
    }
  }
}
