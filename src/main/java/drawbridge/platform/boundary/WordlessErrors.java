package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Gives words to what JAX-RS refuses by itself and without any, such as a header that cannot be
 * read: a problem like every other (RFC 9457).
 */
@Provider
public class WordlessErrors implements ContainerResponseFilter {

  /** Of an answer that nobody is there to read: it has no body, which could not be sent. */
  public static final int NOBODY_THERE = 499;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    if (status >= 400 && status != NOBODY_THERE && !response.hasEntity()) {
      Problem problem = ProblemMapper.of(status, ErrorPage.UNSEEN);
      String id = Ids.next(System.currentTimeMillis());
      response.setEntity(
          problem.toJson().put("requestId", id), new Annotation[0], Problem.MEDIA_TYPE);
    }
  }
}
