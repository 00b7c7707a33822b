package drawbridge.operator.boundary;

import drawbridge.operator.control.NotAllowed;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 403 for who is known and lacks the role. */
@Provider
public class NotAllowedMapper implements ExceptionMapper<NotAllowed> {

  @Override
  public Response toResponse(NotAllowed refused) {
    return Problem.of("not-allowed", "Forbidden", 403, refused.inWords())
        .toResponse(Ids.next(System.currentTimeMillis()));
  }
}
