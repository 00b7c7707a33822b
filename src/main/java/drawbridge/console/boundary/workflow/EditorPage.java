package drawbridge.console.boundary.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.Definitions;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** The editor of a workflow's text. What it answers to scripts is JSON in callback parameters. */
@Named("editor")
@RequestScoped
public class EditorPage {

  static final String PAGE = "workflow.xhtml";

  @Inject Definitions definitions;
  @Inject Catalogue catalogue;
  @Inject SelectedWorkflow shelf;
  @Inject PageContext place;
  @Inject PageQuery address;

  private @Nullable String name;
  private @Nullable String source;
  private int base;

  /** Ends the request with 404 when the address names a workflow that does not exist. */
  public void arrive() throws IOException {
    if (place.isKnown() && address.text("name").isPresent() && shelf.workflow().isEmpty()) {
      place.leave("There is no such workflow in this workspace. It may have been removed.");
    }
  }

  @PostConstruct
  void read() {
    Optional<WorkflowVersion> current = shelf.workflow().map(catalogue::current);
    name = shelf.workflow().map(Workflow::name).orElse("");
    source = current.map(WorkflowVersion::source).orElse(StarterDefinition.YAML);
    base = current.map(WorkflowVersion::number).orElse(0);
  }

  /** The workflow; null for a new one. */
  public @Nullable Workflow getIt() {
    return shelf.workflow().orElse(null);
  }

  public boolean isNew() {
    return shelf.workflow().isEmpty();
  }

  /** {@code yaml} or {@code json}: the form in which the current version was saved. */
  public String getForm() {
    return format() == DefinitionFormat.JSON ? "json" : "yaml";
  }

  DefinitionFormat format() {
    return shelf
        .workflow()
        .map(catalogue::current)
        .filter(version -> version.mediaType().equals("application/json"))
        .map(version -> DefinitionFormat.JSON)
        .orElse(DefinitionFormat.YAML);
  }

  /** Answers the faults of the text; stores nothing. */
  public void check() {
    answer("faults", faults(catalogue.check(getSource(), format())));
  }

  /** Saves, and answers what came of it. */
  public void save() {
    String target = shelf.workflow().map(Workflow::name).orElse(getName().strip());
    Optional<String> fault =
        shelf.workflow().isPresent() ? Optional.empty() : Definitions.faultOfName(target);
    if (fault.isPresent()) {
      answer("saved", Json.object().put("unnamed", fault.get() + "."));
      return;
    }
    Catalogue.Text text = new Catalogue.Text(getSource(), format());
    ObjectNode answer =
        definitions
            .saveOver(place.workspace().id(), target, text, base)
            .map(saved -> saved.match(this::kept, refused -> refused(refused.faults())))
            .orElseGet(() -> overtaken(target));
    answer("saved", answer);
  }

  private ObjectNode kept(SaveResult.Kept kept) {
    return Json.object()
        .put("version", kept.version())
        .put("changed", kept.changed())
        .put("at", kept.created() ? at(PAGE, kept.name()) : "");
  }

  private static ObjectNode refused(List<Fault> faults) {
    return Json.object().set("faults", faults(faults));
  }

  /** Somebody else was first: the reader decides. */
  private ObjectNode overtaken(String target) {
    int current = catalogue.find(place.workspace().id(), target).map(Workflow::version).orElse(0);
    String changes =
        PageQuery.of(
            VersionsPage.PAGE,
            Map.of(
                "workspace",
                place.getNamed(),
                "name",
                target,
                "from",
                String.valueOf(Math.max(1, base)),
                "to",
                String.valueOf(current)));
    return Json.object()
        .put("overtakenBy", current)
        .put("base", base)
        .put("changes", changes)
        .put("at", at(PAGE, target));
  }

  private static ArrayNode faults(List<Fault> faults) {
    ArrayNode array = Json.NODES.arrayNode();
    faults.forEach(
        fault ->
            array
                .addObject()
                .put("line", fault.line())
                .put("column", fault.column())
                .put("pointer", fault.pointer())
                .put("detail", fault.detail()));
    return array;
  }

  private static void answer(String name, com.fasterxml.jackson.databind.JsonNode answer) {
    PrimeFaces.current().ajax().addCallbackParam(name, Json.write(answer));
  }

  /** Holds new runs, or lets them start again. */
  public void pause() throws IOException {
    Workflow workflow = shelf.workflow().orElseThrow();
    boolean isPaused = !workflow.isPaused();
    definitions.pause(workflow, isPaused);
    place.go(
        at(PAGE, workflow.name()),
        isPaused
            ? "Paused. What comes in is recorded and waits."
            : "Resumed. What waited starts now.");
  }

  /** Removes it. */
  public void remove() throws IOException {
    Workflow workflow = shelf.workflow().orElseThrow();
    definitions.remove(workflow);
    place.go(
        PageQuery.of(WorkflowsPage.PAGE, Map.of("workspace", place.getNamed())),
        "The workflow “" + workflow.name() + "” was removed.");
  }

  private String at(String page, String workflow) {
    return PageQuery.of(page, Map.of("workspace", place.getNamed(), "name", workflow));
  }

  public String getName() {
    return name == null ? "" : name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public String getSource() {
    return source == null ? "" : source;
  }

  public void setSource(@Nullable String source) {
    this.source = source;
  }

  /** The version that the text was made from; 0 for a new workflow. */
  public int getBase() {
    return base;
  }

  public void setBase(int base) {
    this.base = base;
  }
}
