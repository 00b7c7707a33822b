package drawbridge.console.boundary;

import drawbridge.platform.boundary.RelativeRedirects;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Redirects the root of the application and of the console to the overview page. */
@WebServlet({"", "/console", "/console/"})
public class ConsoleRedirect extends HttpServlet {

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    new RelativeRedirects(response)
        .sendRedirect(request.getContextPath() + "/console/overview.xhtml");
  }
}
