package drawbridge.admin.control.list;

import drawbridge.admin.control.InitialData;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Selects the workspace that an operator works in. */
@ApplicationScoped
public class WorkspaceChoice {

  @Inject Workspaces workspaces;

  /**
   * All workspaces and the selected one.
   *
   * @param all by name
   * @param selected empty when the requested name is unknown or no workspace exists
   */
  public record Selection(List<Workspace> all, Optional<Workspace> selected) {
    public Selection {
      all = List.copyOf(all);
    }
  }

  /**
   * Selects the workspace of this name. Without a name, selects {@code default}, or the first
   * workspace when {@code default} was removed.
   */
  public Selection select(Optional<String> name) {
    List<Workspace> all = workspaces.all();
    String wanted = name.orElse(InitialData.WORKSPACE);
    Optional<Workspace> named =
        all.stream().filter(workspace -> workspace.name().equals(wanted)).findFirst();
    return new Selection(
        all, named.or(() -> name.isPresent() ? Optional.empty() : all.stream().findFirst()));
  }
}
