package drawbridge.platform.boundary;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything that speaks JSON lies under {@code /api}. */
@ApplicationPath("api")
public class Api extends Application {}
