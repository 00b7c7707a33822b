package drawbridge.console.boundary;

import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the reader is: the page, and the workspace that its address names. */
@Named("page")
@RequestScoped
public class PageContext {

  private static final String FIRST_CHOICE = "default";
  private static final String EDITION = Long.toString(System.currentTimeMillis(), 36);

  @Inject Workspaces workspaces;
  @Inject PageQuery address;

  private @Nullable List<Workspace> known;

  /** Ends the request with 404 when the address names a workspace that does not exist. */
  public void arrive() throws IOException {
    if (found().isEmpty()) {
      leave("There is no workspace named “" + address.text("workspace").orElse("") + "”.");
    }
  }

  /** Ends the request with 404 and a page that says why. */
  public void leave(String sentence) throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().responseSendError(404, sentence);
    faces.responseComplete();
  }

  /** Goes to an address of the console, and says there what was done. */
  public void go(String page, String sentence) throws IOException {
    say(FacesMessage.SEVERITY_INFO, sentence, null);
    FacesContext.getCurrentInstance().getExternalContext().redirect(page);
  }

  /** Goes to an address of the console, and says there what could not be done, and why. */
  public void stay(String page, String sentence, String why) throws IOException {
    say(FacesMessage.SEVERITY_ERROR, sentence, why);
    FacesContext.getCurrentInstance().getExternalContext().redirect(page);
  }

  private static void say(
      FacesMessage.Severity severity, String sentence, @Nullable String detail) {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces.getExternalContext().getFlash().setKeepMessages(true);
    faces.addMessage(null, new FacesMessage(severity, sentence, detail));
  }

  /** Whether there is such a workspace. */
  public boolean isKnown() {
    return found().isPresent();
  }

  /**
   * The workspace that the address names, or the first one.
   *
   * @throws IllegalStateException when there is none; {@link #arrive} has looked
   */
  public Workspace workspace() {
    return found().orElseThrow(() -> new IllegalStateException("no such workspace"));
  }

  /** The workspace's name, for addresses; empty when there is none. */
  public String getNamed() {
    return found().map(Workspace::name).orElse("");
  }

  /** The names of all workspaces, in their order. */
  public List<String> getAll() {
    return all().stream().map(Workspace::name).toList();
  }

  /** The last part of the page's own address, such as {@code runs.xhtml}. */
  public String getPage() {
    String view = FacesContext.getCurrentInstance().getViewRoot().getViewId();
    return view.substring(view.lastIndexOf('/') + 1);
  }

  /** The main navigation. */
  public List<NavigationEntry> getEntries() {
    return NavigationEntry.ALL;
  }

  /** Where this house is reached, as the reader has reached it: {@code http://host:port}. */
  public String getBase() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    String port = external.getRequestServerPort() < 1 ? "" : ":" + external.getRequestServerPort();
    return external.getRequestScheme()
        + "://"
        + external.getRequestServerName()
        + port
        + external.getRequestContextPath();
  }

  /** Changes with every start, so that no browser keeps the looks of an older version. */
  public String getEdition() {
    return EDITION;
  }

  private Optional<Workspace> found() {
    String name =
        address
            .text("workspace")
            .orElseGet(
                () ->
                    getAll().contains(FIRST_CHOICE) || getAll().isEmpty()
                        ? FIRST_CHOICE
                        : getAll().get(0));
    return all().stream().filter(workspace -> workspace.name().equals(name)).findFirst();
  }

  private List<Workspace> all() {
    List<Workspace> found = known;
    if (found == null) {
      found = workspaces.all();
      known = found;
    }
    return found;
  }
}
