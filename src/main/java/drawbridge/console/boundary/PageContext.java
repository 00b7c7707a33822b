package drawbridge.console.boundary;

import drawbridge.admin.control.list.WorkspaceChoice;
import drawbridge.console.boundary.once.ActionOutcome;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The requested page: its parameters and workspace, URLs of other pages, and its early ends. */
@Named("page")
@RequestScoped
public class PageContext {

  private static final String CACHE_KEY = Long.toString(System.currentTimeMillis(), 36);

  @Inject WorkspaceChoice workspaces;

  private final Lazy<WorkspaceChoice.Selection> selection =
      new Lazy<>(() -> workspaces.select(parameter("workspace")));

  /**
   * Returns a query parameter without surrounding whitespace; empty when missing or blank. The
   * store can hold its text: it has no U+0000.
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get(name))
        .map(text -> text.replace('\0', '\uFFFD').strip())
        .filter(text -> !text.isEmpty());
  }

  /** Returns a query parameter like {@link #parameter}, or an empty text. */
  public String text(String name) {
    return parameter(name).orElse("");
  }

  /** Returns the URL of a page about an object of the workspace, for Facelets. */
  public String at(String page, String parameter, String value) {
    return url(page, parameter, value);
  }

  /**
   * Returns the URL of a page of the console in this workspace.
   *
   * @param parameters names, each followed by its value; the URL omits blank values
   */
  public String url(String page, Object... parameters) {
    StringJoiner url = new StringJoiner("&", page + "?", "").setEmptyValue(page);
    add(url, "workspace", getWorkspaceName());
    for (int name = 0; name < parameters.length; name += 2) {
      add(url, parameters[name], parameters[name + 1].toString());
    }
    return url.toString();
  }

  /** Returns the URL of an object of the workspace in the API of operators. */
  public String api(String collection, String id) {
    String root = FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath();
    return root + "/api/admin/workspaces/" + getWorkspaceName() + "/" + collection + "/" + id;
  }

  private static void add(StringJoiner url, Object name, String value) {
    if (!value.isBlank()) {
      url.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** Ends the request with 404 when the URL names an unknown workspace. */
  public void requireWorkspace() throws IOException {
    if (!hasWorkspace()) {
      notFound("There is no workspace named “" + text("workspace") + "”.");
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
    new ActionOutcome(page, FacesMessage.SEVERITY_INFO, message, null)
        .show(FacesContext.getCurrentInstance());
  }

  /** Redirects to a page of the console, which shows the error message and its detail. */
  public void redirectWithError(String page, String message, String detail) throws IOException {
    new ActionOutcome(page, FacesMessage.SEVERITY_ERROR, message, detail)
        .show(FacesContext.getCurrentInstance());
  }

  /** Returns whether the workspace of the URL exists. */
  public boolean hasWorkspace() {
    return selection.get().selected().isPresent();
  }

  /**
   * Returns the workspace of the URL, or the default workspace.
   *
   * @throws IllegalStateException without a workspace; call {@link #requireWorkspace} first
   */
  public Workspace workspace() {
    return selection
        .get()
        .selected()
        .orElseThrow(() -> new IllegalStateException("no workspace for this URL"));
  }

  /** Reads a list of the workspace of the URL; empty without a workspace. */
  public <T> List<T> list(Function<Workspace, List<T>> reading) {
    return selection.get().selected().map(reading).orElse(List.of());
  }

  /**
   * Finds the object that a query parameter names; empty without the parameter or a workspace.
   *
   * @param finder receives the id of the workspace and the parameter
   */
  public <T> Optional<T> find(String parameter, BiFunction<String, String, Optional<T>> finder) {
    return selection
        .get()
        .selected()
        .flatMap(it -> parameter(parameter).flatMap(value -> finder.apply(it.id(), value)));
  }

  /** Returns the name of the workspace for links; empty without a workspace. */
  public String getWorkspaceName() {
    return selection.get().selected().map(Workspace::name).orElse("");
  }

  /** Returns the names of all workspaces, sorted. */
  public List<String> getWorkspaceNames() {
    return selection.get().all().stream().map(Workspace::name).toList();
  }

  /** Returns the file of the page, such as {@code runs.xhtml}. */
  public String getFile() {
    String view = FacesContext.getCurrentInstance().getViewRoot().getViewId();
    return view.substring(view.lastIndexOf('/') + 1);
  }

  public List<NavigationEntry> getNavigation() {
    return NavigationEntry.ALL;
  }

  /** Returns the origin of the request (RFC 6454) without the default port of its scheme. */
  public String origin() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    String scheme = external.getRequestScheme();
    int port = external.getRequestServerPort();
    boolean isDefault = port < 1 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + external.getRequestServerName() + (isDefault ? "" : ":" + port);
  }

  /** Returns the base URL of this server as the request names it. */
  public String getBaseUrl() {
    return origin()
        + FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath();
  }

  /** Returns a text that changes at each start, so that browsers reload scripts and styles. */
  public String getCacheKey() {
    return CACHE_KEY;
  }
}
