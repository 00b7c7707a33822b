package drawbridge.console.boundary.settings;

import drawbridge.admin.control.RunningServer;
import drawbridge.console.boundary.Lazy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.MalformedURLException;

/** What runs on the node: the version, and how long rows are kept. */
@Named("runningServer")
@RequestScoped
public class ServerSection {

  private static final String GUIDE = "/console/docs/operators.md";

  @Inject RunningServer server;

  private final Lazy<RunningServer.Description> description = new Lazy<>(() -> server.describe());

  /** Returns whether the WAR contains the guides, which Maven packs. */
  public boolean isGuided() throws MalformedURLException {
    return FacesContext.getCurrentInstance().getExternalContext().getResource(GUIDE) != null;
  }

  public RunningServer.Description getDescription() {
    return description.get();
  }
}
