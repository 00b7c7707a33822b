package drawbridge.console.boundary;

import drawbridge.admin.control.list.WorkspaceChoice;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requested page and its workspace, and how a page ends a request. */
@Named("page")
@RequestScoped
public class PageContext {

  private static final String CACHE_KEY = Long.toString(System.currentTimeMillis(), 36);

  @Inject WorkspaceChoice workspaces;
  @Inject PageQuery query;

  private WorkspaceChoice.@Nullable Selection selection;

  /** Ends the request with 404 when the URL names an unknown workspace. */
  public void requireWorkspace() throws IOException {
    if (!hasWorkspace()) {
      notFound("There is no workspace named “" + query.text("workspace").orElse("") + "”.");
    }
  }

  /** Ends the request with 404 and an error page that shows the sentence. */
  public void notFound(String sentence) throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().responseSendError(404, sentence);
    faces.responseComplete();
  }

  /** Redirects to a page of the console, which shows the message. */
  public void redirect(String page, String message) throws IOException {
    redirect(page, FacesMessage.SEVERITY_INFO, message, null);
  }

  /** Redirects to a page of the console, which shows the error message and its detail. */
  public void redirectWithError(String page, String message, String detail) throws IOException {
    redirect(page, FacesMessage.SEVERITY_ERROR, message, detail);
  }

  private static void redirect(
      String page, FacesMessage.Severity severity, String message, @Nullable String detail)
      throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().getFlash().setKeepMessages(true);
    faces.addMessage(null, new FacesMessage(severity, message, detail));
    faces.getExternalContext().redirect(page);
  }

  /** Returns whether the workspace of the URL exists. */
  public boolean hasWorkspace() {
    return selection().selected().isPresent();
  }

  /**
   * Returns the workspace of the URL, or the default workspace.
   *
   * @throws IllegalStateException without a workspace; call {@link #requireWorkspace} first
   */
  public Workspace workspace() {
    return selection()
        .selected()
        .orElseThrow(() -> new IllegalStateException("no workspace for this URL"));
  }

  /** Returns the name of the workspace for links; empty without a workspace. */
  public String getWorkspaceName() {
    return selection().selected().map(Workspace::name).orElse("");
  }

  /** Returns the names of all workspaces, sorted. */
  public List<String> getWorkspaceNames() {
    return selection().all().stream().map(Workspace::name).toList();
  }

  /** Returns the file of the page, such as {@code runs.xhtml}. */
  public String getFile() {
    String view = FacesContext.getCurrentInstance().getViewRoot().getViewId();
    return view.substring(view.lastIndexOf('/') + 1);
  }

  /** Returns the main navigation. */
  public List<NavigationEntry> getNavigation() {
    return NavigationEntry.ALL;
  }

  /** Returns the base URL of this server as the request names it. */
  public String getBaseUrl() {
    return Origin.ofRequest()
        + FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath();
  }

  /** Returns a text that changes at each start, so that browsers reload scripts and styles. */
  public String getCacheKey() {
    return CACHE_KEY;
  }

  private WorkspaceChoice.Selection selection() {
    WorkspaceChoice.Selection known = selection;
    if (known == null) {
      known = workspaces.select(query.text("workspace"));
      selection = known;
    }
    return known;
  }
}
