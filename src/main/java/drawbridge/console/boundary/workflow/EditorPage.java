package drawbridge.console.boundary.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.journal.NamedValue;
import drawbridge.admin.control.journal.References;
import drawbridge.admin.control.list.FaultyVersions;
import drawbridge.admin.files.control.WorkflowFiles;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Trials;
import drawbridge.platform.json.Json;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionFormatter.Formatted;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** The editor of a workflow definition. Ajax calls return JSON in callback parameters. */
@Named("editor")
@RequestScoped
public class EditorPage {

  /** The valid definition that the editor shows for a new workflow. */
  private static final String STARTER =
      """
      document:
        dsl: '1.0.0'
        namespace: examples
        name: greet
        version: '1.0.0'
      do:
        - greet:
            set:
              greeting: 'Hello, {{runtime.name}}!'
      """;

  @Inject Definitions definitions;
  @Inject FaultyVersions faulty;
  @Inject References references;
  @Inject WorkflowFiles files;
  @Inject SelectedWorkflow selection;
  @Inject PageContext context;

  private @Nullable String name;
  private @Nullable String source;
  private int base;

  /** Ends the request with 404 when the URL names an unknown workflow. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && context.parameter("name").isPresent() && isNew()) {
      context.notFound("There is no such workflow in this workspace. It may have been removed.");
    }
  }

  @PostConstruct
  void read() {
    name = selection.workflow().map(Workflow::name).orElse("");
    source = selection.current().map(WorkflowVersion::source).orElse(STARTER);
    base = selection.current().map(WorkflowVersion::number).orElse(0);
  }

  /** Returns the workflow; null for a new one. */
  public @Nullable Workflow getSelected() {
    return selection.workflow().orElse(null);
  }

  public boolean isNew() {
    return selection.workflow().isEmpty();
  }

  /** Returns the number of faults for which a save would refuse the stored version (X27). */
  public int getStoredFaults() {
    return selection.workflow().map(faulty::count).orElse(0);
  }

  /** Returns the format of the current version; YAML for a new workflow. */
  DefinitionFormat format() {
    return selection.current().map(WorkflowVersion::format).orElse(DefinitionFormat.YAML);
  }

  /** Returns the definition in the editor. */
  Catalogue.Text text() {
    return new Catalogue.Text(getSource(), format());
  }

  /** Returns the faults, warnings and graph of the definition to the script. Stores nothing. */
  public void check() {
    try {
      respond("faults", faults(definitions.check(target(), text())));
      respond("warnings", faults(definitions.warnings(context.workspace().id(), target(), text())));
      definitions.graph(text()).ifPresent(it -> respond("graph", Json.read(JsonBinding.write(it))));
    } catch (Trials.Busy | TooLong e) {
      respond("faults", faults(List.of(Fault.at("", String.valueOf(e.getMessage())))));
    }
  }

  /** Returns the formatted definition to the script, or its faults. Stores nothing. */
  public void reformat() {
    try {
      Formatted formatted = definitions.format(text());
      respond("text", Json.NODES.textNode(formatted.text()));
      respond("faults", faults(formatted.faults()));
    } catch (Trials.Busy | TooLong e) {
      respond("faults", faults(List.of(Fault.at("", String.valueOf(e.getMessage())))));
    }
  }

  /** Returns the references to data of the newest runs to the script. */
  public void complete() {
    ArrayNode array = Json.NODES.arrayNode();
    for (NamedValue value : selection.workflow().map(references::of).orElse(List.of())) {
      array.addObject().put("reference", value.reference()).put("value", value.shown());
    }
    respond("references", array);
  }

  /** Returns the file that will replace what is saved here; empty for none. */
  public String getFile() {
    return files.fileOf(context.workspace().id(), target()).orElse("");
  }

  /** Returns the name of the workflow that the definition is saved as. */
  private String target() {
    return selection.workflow().map(Workflow::name).orElse(getName().strip());
  }

  /** Saves the definition and returns the outcome to the script. */
  public void save() {
    String target = target();
    Optional<String> fault = isNew() ? Definitions.faultOfName(target) : Optional.empty();
    ObjectNode outcome =
        fault.isPresent()
            ? Json.object().put("nameFault", fault.get() + ".")
            : definitions
                .saveOver(context.workspace().id(), target, text(), base)
                .map(saved -> saved.match(this::saved, refused -> refused(refused.faults())))
                .orElseGet(() -> conflict(target));
    respond("saved", outcome);
  }

  private ObjectNode saved(SaveResult.Kept saved) {
    ObjectNode outcome =
        Json.object()
            .put("version", saved.version())
            .put("changed", saved.changed())
            .put("at", saved.created() ? at(saved.name()) : "");
    return outcome.set("warnings", faults(saved.warnings()));
  }

  private static ObjectNode refused(List<Fault> faults) {
    return Json.object().set("faults", faults(faults));
  }

  /** Describes a version that another operator saved after {@link #getBase}. */
  private ObjectNode conflict(String target) {
    int current = selection.currentVersionOf(target);
    return Json.object()
        .put("newerVersion", current)
        .put("base", base)
        .put("changes", VersionsPage.changes(context, target, Math.max(1, base), current))
        .put("at", at(target));
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

  private static void respond(String parameter, JsonNode value) {
    PrimeFaces.current().ajax().addCallbackParam(parameter, Json.write(value));
  }

  /** Pauses an active workflow and resumes a paused one. */
  public void pause() throws IOException {
    Workflow workflow = selection.workflow().orElseThrow();
    boolean isPaused = !workflow.isPaused();
    definitions.pause(workflow, isPaused);
    context.redirect(
        at(workflow.name()),
        isPaused
            ? "The workflow is paused. New runs are queued."
            : "The workflow is resumed. Queued runs start now.");
  }

  public void remove() throws IOException {
    Workflow workflow = selection.workflow().orElseThrow();
    definitions.remove(workflow);
    context.redirect(
        context.url("workflows.xhtml"), "The workflow “" + workflow.name() + "” was removed.");
  }

  private String at(String workflow) {
    return context.at("workflow.xhtml", "name", workflow);
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

  /** Returns the version that the operator edits; 0 for a new workflow. */
  public int getBase() {
    return base;
  }

  public void setBase(int base) {
    this.base = base;
  }
}
