package drawbridge.admin.boundary.wire;

import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The workspace that a path names. */
@RequestScoped
public class WorkspacePath {

  @Inject Workspaces workspaces;

  /** The workspace, or the end of the call: 404. */
  public Workspace named(String name) {
    return Optional.of(name)
        .filter(it -> Workspace.NAME.matcher(it).matches())
        .flatMap(workspaces::find)
        .orElseThrow(Refused.notFound("workspace"));
  }
}
