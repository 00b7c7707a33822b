package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.binding.JsonBinding;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The page for whatever the server refuses before JAX-RS sees it (a header that cannot be read, an
 * address outside of the application): a problem like every other, and not the server's HTML.
 */
@WebServlet("/problem")
public class ErrorPage extends HttpServlet {

  private static final System.Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    write(response, status(request));
  }

  /** Answers with the problem of a status, unless the caller is gone. */
  static void write(HttpServletResponse response, int status) {
    write(response, status, status == 404 ? "There is nothing at this address." : UNSEEN);
  }

  /** Answers with the problem of a status and a detail, unless the caller is gone. */
  static void write(HttpServletResponse response, int status, String detail) {
    Problem problem = ProblemMapper.of(status, detail);
    String id = Ids.next(System.currentTimeMillis());
    byte[] body = JsonBinding.write(problem.toBody(id)).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE.toString());
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "request {0}: its sender is gone", id);
    }
  }

  /** Said of what never reached the application. */
  static final String UNSEEN = "The server refused it before the application saw it.";

  /** Who asks for this page itself finds nothing. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : Response.Status.NOT_FOUND.getStatusCode();
  }
}
