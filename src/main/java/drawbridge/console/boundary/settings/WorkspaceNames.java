package drawbridge.console.boundary.settings;

import drawbridge.admin.control.list.WorkspaceChoice;
import drawbridge.console.boundary.Lazy;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All workspaces, by name and by id. */
@RequestScoped
public class WorkspaceNames {

  @Inject WorkspaceChoice choice;

  private final Lazy<List<Workspace>> all = new Lazy<>(() -> choice.select(Optional.empty()).all());

  List<Workspace> all() {
    return all.get();
  }

  /** Forgets what was read. */
  void forget() {
    all.forget();
  }

  /** Returns the ids of named workspaces, by name; leaves out unknown names. */
  Map<String, String> ids(Collection<String> names) {
    return all().stream()
        .filter(it -> names.contains(it.name()))
        .collect(Collectors.toMap(Workspace::name, Workspace::id));
  }

  /** Returns the names of these workspaces, separated by commas, without the removed ones. */
  String of(Collection<String> ids) {
    return all().stream()
        .filter(it -> ids.contains(it.id()))
        .map(Workspace::name)
        .collect(Collectors.joining(", "));
  }
}
