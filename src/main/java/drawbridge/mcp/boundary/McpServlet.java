package drawbridge.mcp.boundary;

import drawbridge.workspace.entity.Workspace;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Gives {@link McpResource} its address {@code /mcp/…}, which is outside of the JAX-RS application
 * under {@code /api}. A path that names no workspace leads to no resource.
 */
@WebServlet(urlPatterns = "/mcp/*", asyncSupported = true)
public class McpServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = Objects.requireNonNullElse(request.getPathInfo(), "");
    boolean isName = path.startsWith("/") && Workspace.NAME.matcher(path.substring(1)).matches();
    request
        .getRequestDispatcher(isName ? McpResource.ADDRESS + path : McpResource.ADDRESS)
        .forward(request, response);
  }
}
