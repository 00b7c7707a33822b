package drawbridge.admin.boundary.wire;

import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds the workspace that a path names. */
@RequestScoped
public class WorkspacePath {

  @Inject Workspaces workspaces;

  /**
   * Returns the workspace.
   *
   * @throws Refused 404 when there is none of this name
   */
  public Workspace named(String name) {
    return Optional.of(name)
        .filter(it -> Workspace.NAME.matcher(it).matches())
        .flatMap(workspaces::find)
        .orElseThrow(Refused.notFound("workspace"));
  }
}
