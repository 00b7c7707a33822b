package drawbridge.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/**
 * The JAX-RS application under {@code /api}, described at {@code /openapi}. WADL is off. So is the
 * server's own page for replies without a body, which fails when the sender has hung up.
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
