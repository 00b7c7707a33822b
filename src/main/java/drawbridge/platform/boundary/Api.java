package drawbridge.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything that speaks JSON lies under {@code /api}. */
@ApplicationPath("api")
public class Api extends Application {

  /** No WADL: the API is described at {@code /openapi}. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
