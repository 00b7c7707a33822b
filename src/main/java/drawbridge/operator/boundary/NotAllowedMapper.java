package drawbridge.operator.boundary;

import drawbridge.operator.control.NotAllowed;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps a missing role to 403. */
@Provider
public class NotAllowedMapper implements ExceptionMapper<NotAllowed> {

  @Override
  public Response toResponse(NotAllowed refused) {
    return Problem.of("not-allowed", "Forbidden", 403, refused.detail())
        .toResponse(Ids.next(System.currentTimeMillis()));
  }
}
