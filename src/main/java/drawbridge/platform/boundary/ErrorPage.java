package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.binding.JsonBinding;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers requests that the server refuses before JAX-RS sees them, such as unreadable headers and
 * addresses outside the application. The reply is problem+json instead of the server's HTML.
 */
@WebServlet("/problem")
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Inject transient Refusals refusals;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Problem problem = problem(status(request));
    write(response, problem);
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String refused) {
      refusals.report(refused, problem);
    }
  }

  /** Writes the problem of a status; does nothing when the caller has hung up. */
  static void write(HttpServletResponse response, int status) {
    write(response, problem(status));
  }

  /** Returns the problem of a request that did not reach the application. */
  static Problem problem(int status) {
    return ProblemMapper.of(status, status == 404 ? "This address does not exist." : UNSEEN);
  }

  /** Writes the problem of a status with a detail; does nothing when the caller has hung up. */
  public static void write(HttpServletResponse response, int status, String detail) {
    write(response, ProblemMapper.of(status, detail));
  }

  /** Writes a problem; does nothing when the caller has hung up. */
  static void write(HttpServletResponse response, Problem problem) {
    String id = Ids.next(System.currentTimeMillis());
    byte[] body = JsonBinding.write(problem.toBody(id)).getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(body.length);
    if (Problem.isLast(problem.status())) {
      response.setHeader("Connection", "close");
    }
    InertReply.HEADERS.forEach(response::setHeader);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "request {0}: the sender has hung up; no reply sent", id);
    }
  }

  /** Detail of requests that did not reach the application. */
  static final String UNSEEN = "The server refused the request before it reached the application.";

  /** A direct request for this page is answered with 404. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : Response.Status.NOT_FOUND.getStatusCode();
  }
}
