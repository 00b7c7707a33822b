package drawbridge.console.boundary.settings;

import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, creates and removes workspaces. */
@Named("workspaceAdministration")
@RequestScoped
public class WorkspacesSection extends NamedObjectSection {

  private static final String ANCHOR = "workspaces";

  @Inject WorkspaceCommands commands;
  @Inject WorkspaceNames workspaces;

  private boolean forced;
  private @Nullable String secret;

  public List<Workspace> getAll() {
    return workspaces.all();
  }

  /** Creates a workspace. Only the response to this request shows its secret. */
  public void create() {
    if (!Workspace.NAME.matcher(getName()).matches()) {
      setFault(
          "The name must have 1 to 100 letters, digits, dots, underscores and hyphens, and start"
              + " with a letter or digit.");
      return;
    }
    String made = SecretRules.newSecret();
    if (commands.create(getName(), made).isEmpty()) {
      setFault("A workspace with this name exists.");
      return;
    }
    secret = made;
    workspaces.forget();
    closeDialog();
  }

  /** Removes a workspace with everything in it. */
  public void remove() throws IOException {
    Optional<Workspace> found =
        workspaces.all().stream().filter(it -> it.name().equals(getName())).findFirst();
    if (found.isEmpty()) {
      context.redirectWithError(url(ANCHOR), "The workspace does not exist.", "");
    } else if (commands.remove(found.get(), forced)) {
      boolean isSelected = context.getWorkspaceName().equals(getName());
      context.redirect(
          isSelected ? "settings.xhtml#workspaces" : url(ANCHOR),
          "The workspace " + getName() + " was removed.");
    } else {
      context.redirectWithError(
          url(ANCHOR),
          "The workspace was not removed.",
          "Runs are unfinished. Wait for them, cancel them, or remove them too.");
    }
  }

  /** Returns the secret of the workspace that this request created; otherwise null. */
  public @Nullable String getSecret() {
    return secret;
  }

  /** Returns whether to remove unfinished runs, too. */
  public boolean isForced() {
    return forced;
  }

  public void setForced(boolean forced) {
    this.forced = forced;
  }
}
