package drawbridge.platform.boundary;

import drawbridge.platform.Problem;
import drawbridge.platform.RefusedRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers requests that no resource sees, and reports each as {@link RefusedRequest}. */
@ApplicationScoped
public class Refusals {

  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

  @Inject Event<RefusedRequest> events;

  /** Writes a problem and reports it; does nothing more when the caller has hung up. */
  public void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) {
    ErrorPage.write(response, problem);
    report(RequestPath.of(request), problem);
  }

  /** Reports a refusal that the caller has answered. Its failure never changes the answer. */
  void report(String path, Problem problem) {
    try {
      events.fire(RefusedRequest.of(path, problem));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot count a refused request: {0}", e.toString());
    }
  }
}
