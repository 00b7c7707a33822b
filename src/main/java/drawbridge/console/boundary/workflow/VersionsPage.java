package drawbridge.console.boundary.workflow;

import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of a workflow, the text of one version, and the differences between two. */
@Named("versions")
@RequestScoped
public class VersionsPage {

  private static final String PAGE = "versions.xhtml";

  @Inject SelectedWorkflow selection;
  @Inject PageContext context;

  private final Lazy<List<WorkflowVersion>> all = new Lazy<>(() -> selection.versions());

  /** Ends the request with 404 when the URL names an unknown workflow or version. */
  public void requireSelected() throws IOException {
    boolean isFound =
        selection.workflow().isPresent()
            && List.of("version", "from", "to").stream()
                .map(context::parameter)
                .flatMap(Optional::stream)
                .allMatch(number -> selection.version(number).isPresent());
    if (context.hasWorkspace() && !isFound) {
      context.notFound("There is no such workflow or version in this workspace.");
    }
  }

  public Workflow getSelected() {
    return selection.workflow().orElseThrow();
  }

  /** Returns all versions, newest first. */
  public List<WorkflowVersion> getAll() {
    return all.get();
  }

  /** Returns the version whose text the page shows; null without one. */
  public @Nullable WorkflowVersion getShown() {
    return version("version");
  }

  /** Returns the older version of the comparison; null without a comparison. */
  public @Nullable WorkflowVersion getFrom() {
    return version("from");
  }

  /** Returns the newer version of the comparison; null without a comparison. */
  public @Nullable WorkflowVersion getTo() {
    return version("to");
  }

  private @Nullable WorkflowVersion version(String parameter) {
    return context.parameter(parameter).flatMap(selection::version).orElse(null);
  }

  /** Returns the differences; none without a comparison. */
  public TextDiff getDifference() {
    WorkflowVersion from = getFrom();
    WorkflowVersion to = getTo();
    return from == null || to == null
        ? TextDiff.of("", "")
        : TextDiff.of(from.source(), to.source());
  }

  /** Returns the preselected older version; the second newest by default. */
  public int getSelectedFrom() {
    WorkflowVersion from = getFrom();
    return from == null ? Math.max(1, getSelected().version() - 1) : from.number();
  }

  /** Returns the preselected newer version; the newest by default. */
  public int getSelectedTo() {
    WorkflowVersion to = getTo();
    return to == null ? getSelected().version() : to.number();
  }

  /** Returns the URL of a version's text. */
  public String at(int number) {
    return context.url(PAGE, "name", getSelected().name(), "version", number);
  }

  /** Returns the URL of the comparison of a version with its predecessor. */
  public String changesOf(int number) {
    return changes(context, getSelected().name(), number - 1, number);
  }

  /** Returns the URL of the comparison of two versions. */
  static String changes(PageContext context, String workflow, int from, int to) {
    return context.url(PAGE, "name", workflow, "from", from, "to", to);
  }
}
