package drawbridge.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * Everything that speaks JSON lies under {@code /api}. It is described by hand, at {@code
 * /openapi}; what the server would make up itself (WADL, and a page for each answer without a body,
 * which a sender that has hung up cannot be sent) is switched off.
 */
@ApplicationPath("api")
public class Api extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl",
        true,
        "jersey.config.server.response.setStatusOverSendError",
        true);
  }
}
