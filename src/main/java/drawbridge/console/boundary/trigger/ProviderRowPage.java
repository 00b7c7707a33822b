package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.triggers.RowCommands;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.Yaml;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The editor of a handshake or signature scheme that the workspace defines. */
@Named("providerRow")
@RequestScoped
public class ProviderRowPage {

  static final String PAGE = "provider-row.xhtml";

  private static final String LIST = "provider-rows.xhtml";
  private static final String KIND = "kind";
  private static final String NAME = "name";

  /** Valid rows, which the editor shows for a new one. */
  private static final Map<Kind, String> STARTERS =
      Map.of(
          Kind.SIGNATURE,
          """
          header: X-Signature
          algorithm: sha256
          encoding: hex
          signed: '{body}'
          """,
          Kind.HANDSHAKE,
          """
          request:
            method: GET
            when:
              - {query: challenge}
          challenge: {query: challenge, form: token}
          answer:
            status: 200
            text: '{challenge}'
          """);

  @Inject RowCommands rows;
  @Inject PageContext context;

  private final List<String> faults = new ArrayList<>();
  private Optional<Kind> kind = Optional.empty();
  private Optional<RowCommands.RowLine> found = Optional.empty();
  private @Nullable String nameFault;

  @PostConstruct
  void read() {
    kind = Stream.of(Kind.values()).filter(it -> it.label().equals(context.text(KIND))).findFirst();
    found = kind.flatMap(it -> context.find(NAME, (owner, name) -> rows.find(owner, it, name)));
  }

  /** Ends the request with 404 when the URL names an unknown row. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && context.parameter(NAME).isPresent() && isNew()) {
      context.notFound("There is no such row in this workspace. It may have been removed.");
    }
  }

  public boolean isNew() {
    return found.isEmpty();
  }

  /** Returns the row; null for a new one. */
  public @Nullable ProviderRow getSelected() {
    return found.map(RowCommands.RowLine::row).orElse(null);
  }

  /** Returns why the triggers of the row refuse requests; null when this version can read it. */
  public @Nullable String getWarning() {
    return found.flatMap(RowCommands.RowLine::warning).orElse(null);
  }

  /** Returns the names of the triggers that use the row, sorted. */
  public List<String> getUsers() {
    return found.map(RowCommands.RowLine::users).orElse(List.of());
  }

  /** Returns the name without prefix; the entered one for a new row. */
  public String getName() {
    return found.map(line -> line.row().name()).orElseGet(() -> sent("called").strip());
  }

  /** Returns the kind that the URL chooses, such as {@code handshake}; empty without one. */
  public String getKind() {
    return kind.map(Kind::label).orElse("");
  }

  private Kind kind() {
    return kind.orElseThrow(() -> new IllegalStateException("no kind of row"));
  }

  /** Returns the entered text, or else the stored row. */
  public String getContent() {
    return sent().containsKey("content")
        ? sent("content")
        : found
            .map(
                line ->
                    Json.read(JsonBinding.stored(line.row().content()).toString()).toPrettyString())
            .orElseGet(() -> kind.map(STARTERS::get).orElse(""));
  }

  /** Returns the faults of the text; none before it was sent. */
  public List<String> getFaults() {
    return List.copyOf(faults);
  }

  /** Returns the fault of the name; null when it is valid. */
  public @Nullable String getNameFault() {
    return nameFault;
  }

  /** Validates and saves the row. On faults, the page shows them at the text. */
  public void save() throws IOException {
    nameFault = faultOfName();
    Optional<JsonObject> row = parsed();
    row.filter(it -> nameFault == null) // the check of a row refuses its name, too
        .ifPresent(
            it ->
                rows.faultsOf(kind(), getName(), it).forEach(fault -> faults.add(fault.inWords())));
    if (nameFault == null && row.isPresent() && faults.isEmpty()) {
      RowSaving.Changed changed = rows.save(context.workspace().id(), kind(), getName(), row.get());
      show(changed);
      if (changed.row().isPresent()) {
        context.redirect(
            at(),
            changed.isNew()
                ? "The row was created. Triggers can use it as "
                    + changed.row().get().reference()
                    + "."
                : "The row was saved.");
      }
    }
  }

  private @Nullable String faultOfName() {
    if (!isNew()) {
      return null;
    }
    boolean isTaken = rows.find(context.workspace().id(), kind(), getName()).isPresent();
    return RowCommands.faultOfName(getName())
        .map(fault -> fault.replace("the name of a row ", ""))
        .or(() -> isTaken ? Optional.of("belongs to another row") : Optional.empty())
        .orElse(null);
  }

  /** Returns the text as JSON. YAML includes it. */
  private Optional<JsonObject> parsed() {
    try {
      if (Yaml.MAPPER.readTree(getContent()) instanceof ObjectNode row) {
        return Optional.of(JsonBinding.object(Json.write(row)));
      }
      faults.add("The text must be one object in YAML or JSON");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      faults.add(new Fault("", "is not well-formed, or has a name twice", line, column).inWords());
    }
    return Optional.empty();
  }

  private void show(RowSaving.Changed changed) {
    changed.conflicts().forEach(conflict -> faults.add(conflict.inWords()));
  }

  /** Enables a disabled row and disables an enabled one. */
  public void toggle() throws IOException {
    ProviderRow row = found.orElseThrow().row();
    boolean isEnabled = row.isDisabled();
    RowSaving.Changed changed = rows.enable(row.workspaceId(), row.kind(), row.name(), isEnabled);
    show(changed);
    if (changed.conflicts().isEmpty()) {
      context.redirect(
          at(),
          isEnabled
              ? "The row is enabled."
              : "The row is disabled. Triggers that use it refuse requests.");
    }
  }

  /** Removes the row, unless triggers use it. */
  public void remove() throws IOException {
    ProviderRow row = found.orElseThrow().row();
    RowSaving.Changed changed = rows.remove(row.workspaceId(), row.kind(), row.name());
    show(changed);
    if (changed.conflicts().isEmpty()) {
      context.redirect(context.url(LIST), "The row “" + row.name() + "” was removed.");
    }
  }

  private String at() {
    return context.url(PAGE, KIND, getKind(), NAME, getName());
  }

  private static Map<String, String> sent() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
  }

  private static String sent(String field) {
    return sent().getOrDefault(field, "");
  }
}
