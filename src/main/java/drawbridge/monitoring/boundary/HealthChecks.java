package drawbridge.monitoring.boundary;

import drawbridge.monitoring.control.Disk;
import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.control.OpenRequests;
import drawbridge.platform.control.Schema;
import drawbridge.platform.control.StoreStatus;
import drawbridge.run.control.RunCounters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * The health checks, which the server publishes at {@code /health/live|ready|started}. The server
 * creates them before {@link drawbridge.platform.control.SettingsCheck} reports invalid settings;
 * so no settings are injected here.
 */
@ApplicationScoped
public class HealthChecks {

  @Inject DispatcherHealth dispatcher;
  @Inject Disk disk;
  @Inject OpenRequests requests;
  @Inject RunCounters runs;
  @Inject Schema schema;
  @Inject StoreStatus store;
  @Inject AgingClock aging;

  /**
   * The dispatcher's timer runs. An unavailable store does not make the node unhealthy, because a
   * restart would not help; see {@link #file} for the exception.
   */
  @Produces
  @Liveness
  HealthCheck clock() {
    return () -> HealthCheckResponse.named("clock").status(!dispatcher.hasStopped()).build();
  }

  /** The H2 file is open, or may be opened again. */
  @Produces
  @Liveness
  HealthCheck file() {
    return () -> HealthCheckResponse.named("file").status(!store.isLost()).build();
  }

  /** The disk of the H2 file has enough free space. Always up on other stores. */
  @Produces
  @Readiness
  HealthCheck disk() {
    return () -> {
      HealthCheckResponseBuilder check = HealthCheckResponse.named("disk");
      disk.free()
          .ifPresent(
              bytes -> check.withData("freeBytes", bytes).withData("leastFree", disk.leastFree()));
      return check.status(disk.hasSpace()).build();
    };
  }

  /** The dispatcher polls for due runs. */
  @Produces
  @Readiness
  HealthCheck dispatcher() {
    return () -> {
      HealthCheckResponseBuilder check = HealthCheckResponse.named("dispatcher");
      dispatcher
          .sinceSweep()
          .ifPresent(age -> check.withData("secondsSinceSweep", age.toSeconds()));
      return check.status(dispatcher.isSweeping()).build();
    };
  }

  /** The node takes requests; down from the begin of a stop on, so that proxies turn away. */
  @Produces
  @Readiness
  HealthCheck requests() {
    return () -> HealthCheckResponse.named("requests").status(!requests.isClosed()).build();
  }

  /** The database schema has the version of this node or a later one. */
  @Produces
  @Readiness
  HealthCheck tables() {
    return () -> {
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
    };
  }

  /** Tells whether uids and old rows age. Always up, because the node works all the same. */
  @Produces
  @Readiness
  HealthCheck retention() {
    return () -> {
      HealthCheckResponseBuilder check = HealthCheckResponse.named("retention");
      aging
          .stillSince()
          .ifPresent(
              since ->
                  check
                      .withData("standsStillSince", since.toString())
                      .withData("secondsLeft", aging.stillLeft().toSeconds()));
      return check.up().build();
    };
  }

  /** The node has registered in the store. */
  @Produces
  @Startup
  HealthCheck node() {
    return () -> HealthCheckResponse.named("node").status(!runs.node().isEmpty()).build();
  }
}
