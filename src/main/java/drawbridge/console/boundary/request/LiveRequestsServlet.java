package drawbridge.console.boundary.request;

import drawbridge.admin.control.list.WorkspaceChoice;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.live.control.LiveRequests;
import drawbridge.admin.live.control.LiveStream;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.boundary.ErrorPage;
import drawbridge.platform.boundary.stream.EventStream;
import drawbridge.workspace.entity.Workspace;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The stream of the page of requests. Browsers send no credentials of the API with server-sent
 * events, so it belongs to the console, whose filter has found the session.
 */
@WebServlet(urlPatterns = "/console/requests/live", asyncSupported = true)
public class LiveRequestsServlet extends HttpServlet {

  /** The newest request of the page, when its first stream begins. */
  static final String AFTER = "after";

  private static final long serialVersionUID = 1L;

  @Inject transient LiveRequests live;
  @Inject transient TriggerList triggers;
  @Inject transient WorkspaceChoice workspaces;
  @Inject transient CurrentOperator operator;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Workspace> workspace = workspaces.select(text(request, "workspace")).selected();
    if (workspace.isEmpty()) {
      ErrorPage.write(response, 404, "There is no such workspace.");
      return;
    }
    String workspaceId = workspace.get().id();
    RequestParameters parameters =
        new RequestParameters(
            name -> text(request, name),
            name -> triggers.find(workspaceId, name).map(line -> line.trigger().id()));
    RequestQuery query = parameters.query(1);
    if (!parameters.faults().isEmpty()) {
      ErrorPage.write(response, 400, String.join(" ", parameters.faults()));
      return;
    }
    LiveStream stream =
        new LiveStream(
            operator.getName(),
            workspaceId,
            query,
            after(request),
            line -> JsonBinding.write(RequestRow.of(line)));
    if (!live.open(stream, () -> EventStream.begin(request.startAsync()))) {
      ErrorPage.write(response, 429, LiveRequests.TOO_MANY);
    }
  }

  private static Optional<String> after(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Last-Event-ID"))
        .or(() -> text(request, AFTER))
        .filter(Ids::isUuid);
  }

  private static Optional<String> text(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name))
        .map(text -> text.replace('\0', '\uFFFD').strip())
        .filter(text -> !text.isEmpty());
  }
}
