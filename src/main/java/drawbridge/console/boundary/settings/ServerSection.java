package drawbridge.console.boundary.settings;

import drawbridge.admin.control.ServerInfo;
import drawbridge.console.boundary.Lazy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.MalformedURLException;

/** What runs on the node: the version, and how long rows are kept. */
@Named("serverInfo")
@RequestScoped
public class ServerSection {

  private static final String GUIDE = "/console/docs/operators.md";

  @Inject ServerInfo server;

  private final Lazy<ServerInfo.Description> description = new Lazy<>(() -> server.describe());

  /** Returns whether the WAR contains the guides, which Maven packs. */
  public boolean isGuided() throws MalformedURLException {
    return FacesContext.getCurrentInstance().getExternalContext().getResource(GUIDE) != null;
  }

  public ServerInfo.Description getDescription() {
    return description.get();
  }
}
