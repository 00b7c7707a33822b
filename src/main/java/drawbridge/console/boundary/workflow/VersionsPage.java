package drawbridge.console.boundary.workflow;

import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of a workflow: all of them, the text of one, what differs between two. */
@Named("versions")
@RequestScoped
public class VersionsPage {

  static final String PAGE = "versions.xhtml";

  @Inject Catalogue catalogue;
  @Inject SelectedWorkflow shelf;
  @Inject PageContext place;
  @Inject PageQuery address;

  private @Nullable List<WorkflowVersion> all;

  /** Ends the request with 404 when the address names what does not exist. */
  public void arrive() throws IOException {
    boolean isThere =
        shelf.workflow().isPresent()
            && List.of("version", "from", "to").stream()
                .map(address::text)
                .flatMap(Optional::stream)
                .allMatch(number -> shelf.version(number).isPresent());
    if (place.isKnown() && !isThere) {
      place.leave("There is no such workflow or version in this workspace.");
    }
  }

  public Workflow getIt() {
    return shelf.workflow().orElseThrow();
  }

  /** Newest first. */
  public List<WorkflowVersion> getAll() {
    List<WorkflowVersion> known = all;
    if (known == null) {
      known = catalogue.versions(getIt().id());
      all = known;
    }
    return known;
  }

  /** The one whose text is shown; null when it is not asked for. */
  public @Nullable WorkflowVersion getShown() {
    return address.text("version").flatMap(shelf::version).orElse(null);
  }

  /** The older side of the comparison; null when none is asked for. */
  public @Nullable WorkflowVersion getFrom() {
    return address.text("from").flatMap(shelf::version).orElse(null);
  }

  /** The newer side of the comparison; null when none is asked for. */
  public @Nullable WorkflowVersion getTo() {
    return address.text("to").flatMap(shelf::version).orElse(null);
  }

  /** What differs; nothing unless two are asked for. */
  public TextDiff getDifference() {
    WorkflowVersion from = getFrom();
    WorkflowVersion to = getTo();
    return from == null || to == null
        ? TextDiff.of("", "")
        : TextDiff.of(from.source(), to.source());
  }

  /** The numbers that the form of the comparison begins with: the newest two. */
  public int getUsualFrom() {
    WorkflowVersion from = getFrom();
    return from == null ? Math.max(1, getIt().version() - 1) : from.number();
  }

  public int getUsualTo() {
    WorkflowVersion to = getTo();
    return to == null ? getIt().version() : to.number();
  }

  /** The address of a version's text. */
  public String at(int number) {
    return PageQuery.of(
        PAGE,
        Map.of(
            "workspace",
            place.getNamed(),
            "name",
            getIt().name(),
            "version",
            String.valueOf(number)));
  }

  /** The address of what a version changed. */
  public String changesOf(int number) {
    return PageQuery.of(
        PAGE,
        Map.of(
            "workspace",
            place.getNamed(),
            "name",
            getIt().name(),
            "from",
            String.valueOf(number - 1),
            "to",
            String.valueOf(number)));
  }
}
