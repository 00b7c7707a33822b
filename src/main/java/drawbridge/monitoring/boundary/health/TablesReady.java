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
 * Ready means, too: the tables are at the version that this node has brought them to, or a later
 * one that another node has. Asked at {@code /health/ready}.
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
