package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Answers OPTIONS with 405 and {@code Allow}, like every other method that an address does not
 * take. The default answer of JAX-RS is 200, which reads as permission for pages of other sites.
 */
@Provider
public class OptionsFilter implements ContainerResponseFilter {

  /** A request property: a filter sets it, to any value, where it answers OPTIONS itself. */
  public static final String ANSWERED = OptionsFilter.class.getName() + ".answered";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!request.getMethod().equals("OPTIONS")
        || response.getStatus() >= 400
        || request.getProperty(ANSWERED) != null) {
      return;
    }
    String detail = "This address takes " + response.getHeaderString("Allow") + ".";
    Response problem =
        ProblemMapper.of(405, detail).toResponse(Ids.next(System.currentTimeMillis()));
    response.setStatus(problem.getStatus());
    response.setEntity(problem.getEntity(), new Annotation[0], Problem.MEDIA_TYPE);
  }
}
