package drawbridge.console.boundary.settings;

import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.console.boundary.PageContext;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** Lists, creates and removes workspaces. */
@Named("workspaceAdministration")
@RequestScoped
public class WorkspacesSection {

  @Inject WorkspaceCommands commands;
  @Inject WorkspaceNames workspaces;
  @Inject PageContext context;

  private String name = "";
  private boolean forced;
  private @Nullable String secret;
  private @Nullable String fault;

  public List<Workspace> getAll() {
    return workspaces.all();
  }

  /** Creates a workspace. Only the response to this request shows its secret. */
  public void create() {
    if (!Workspace.NAME.matcher(name).matches()) {
      fault =
          "The name must have 1 to 100 letters, digits, dots, underscores and hyphens, and start"
              + " with a letter or digit.";
      return;
    }
    String made = SecretRules.newSecret();
    if (commands.create(name, made).isEmpty()) {
      fault = "A workspace with this name exists.";
      return;
    }
    secret = made;
    workspaces.forget();
    PrimeFaces.current().ajax().addCallbackParam("done", true);
  }

  /** Removes a workspace with everything in it. */
  public void remove() throws IOException {
    Optional<Workspace> found =
        workspaces.all().stream().filter(it -> it.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      context.redirectWithError(url(), "The workspace does not exist.", "");
    } else if (commands.remove(found.get(), forced)) {
      boolean isSelected = context.getWorkspaceName().equals(name);
      context.redirect(
          isSelected ? "settings.xhtml#workspaces" : url(),
          "The workspace " + name + " was removed.");
    } else {
      context.redirectWithError(
          url(),
          "The workspace was not removed.",
          "Runs are unfinished. Wait for them, cancel them, or remove them too.");
    }
  }

  private String url() {
    return context.url("settings.xhtml") + "#workspaces";
  }

  /** Returns the secret of the workspace that this request created; otherwise null. */
  public @Nullable String getSecret() {
    return secret;
  }

  /** Returns why no workspace was created; null when one was. */
  public @Nullable String getFault() {
    return fault;
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name == null ? "" : name.strip();
  }

  /** Returns whether to remove unfinished runs, too. */
  public boolean isForced() {
    return forced;
  }

  public void setForced(boolean forced) {
    this.forced = forced;
  }
}
