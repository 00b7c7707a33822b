package drawbridge.admin.boundary.wire;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds the workspace that a path names. */
@RequestScoped
public class WorkspacePath {

  @Inject Workspaces workspaces;
  @Inject CurrentOperator currentOperator;

  /**
   * Returns the workspace.
   *
   * @throws Refused 404 when there is none of this name, or the API token is not for it
   */
  public Workspace named(String name) {
    return Optional.of(name)
        .filter(it -> Workspace.NAME.matcher(it).matches())
        .flatMap(workspaces::find)
        .filter(it -> currentOperator.mayEnter(it.id()))
        .orElseThrow(Refused.notFound("workspace"));
  }
}
