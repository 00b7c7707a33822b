package drawbridge.platform.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Reads the path of a request. */
public final class RequestPath {

  private RequestPath() {}

  /** Returns the path by which the server dispatches a request, decoded, within the application. */
  public static String of(HttpServletRequest request) {
    return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
  }
}
