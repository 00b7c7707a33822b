package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Schemes;
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
import org.jspecify.annotations.Nullable;

/**
 * The form that creates or edits a trigger. Its fields are plain HTML inputs with the names of the
 * API's members, so that the JSON pointer of a fault identifies its field.
 */
@Named("triggerSetup")
@RequestScoped
public class SetupPage {

  private static final String FROM = "from";

  @Inject TriggerList triggers;
  @Inject TriggerCommands commands;
  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private final List<Fault> faults = new ArrayList<>();
  private Optional<TriggerLine> found = Optional.empty();
  private ObjectNode setup = Json.object();

  @PostConstruct
  void read() {
    found = context.find("name", triggers::find);
    found.ifPresentOrElse(
        line -> setup = isRefreshed() ? refreshed(line.setup()) : line.setup().toJson(),
        () -> getChosen().ifPresent(it -> setup = filledIn(context.parameter(FROM).orElseThrow())));
  }

  private boolean isRefreshed() {
    return context.parameter("refresh").isPresent();
  }

  /** Returns a stored setup with the current values of its preset. */
  private static ObjectNode refreshed(Setup stored) {
    return PresetDifference.of(stored)
        .map(difference -> tree(difference.setup()))
        .orElseGet(stored::toJson);
  }

  private static ObjectNode filledIn(String preset) {
    JsonObject named = JsonBinding.object(Json.write(Json.object().put(Presets.PRESET, preset)));
    return tree(Presets.builtIn().fillIn(named, new ArrayList<>()));
  }

  private static ObjectNode tree(JsonObject json) {
    return (ObjectNode) Json.read(json.toString());
  }

  /** Returns the preset that fills in the form of a new trigger. */
  public Optional<Preset> getChosen() {
    return context.parameter(FROM).flatMap(Presets.builtIn()::find);
  }

  /** Returns the preset that fills in the form of a new trigger; null without one. */
  public @Nullable Preset getPreset() {
    return getChosen().orElse(null);
  }

  /** Returns all presets, by name. */
  public List<Map.Entry<String, Preset>> getPresets() {
    return List.copyOf(Presets.builtIn().all().entrySet());
  }

  /** Returns the members without a field as JSON; empty without any. */
  public String getMore() {
    String sent = sent().get("more");
    if (sent != null) {
      return sent;
    }
    ObjectNode others = SetupFields.withoutFields(setup);
    return others.isEmpty() ? "" : others.toPrettyString();
  }

  /** Returns the faults of the members without a field. */
  public List<Fault> getFaultsOfMore() {
    return faults.stream().filter(SetupFields::isWithoutField).toList();
  }

  /** Ends the request with 404 when the URL names an unknown trigger. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && context.parameter("name").isPresent() && found.isEmpty()) {
      context.notFound("There is no such trigger in this workspace. It may have been removed.");
    }
  }

  public boolean isNew() {
    return found.isEmpty();
  }

  /** Returns the trigger's name; the entered one for a new trigger. */
  public String getName() {
    return found.map(line -> line.trigger().name()).orElseGet(() -> value("called"));
  }

  /** Validates and saves the form. On faults, the page shows them at their fields. */
  public void save() throws IOException {
    String name = getName().strip();
    JsonObject json = JsonBinding.object(Json.write(new SetupFields(sent()).toJson(faults)));
    GivenSecrets secrets = GivenSecrets.in(json, faults);
    setup = tree(GivenSecrets.without(json));
    TriggerCommands.faultOfName(name)
        .map(fault -> fault.replace("the name of a trigger ", ""))
        .ifPresent(fault -> faults.add(Fault.at("/name", fault)));
    Optional<Setup> parsed = SetupForm.read(json, triggers.rows(context.workspace().id()), faults);
    if (isNew() && triggers.find(context.workspace().id(), name).isPresent()) {
      faults.add(Fault.at("/name", "is the name of another trigger in this workspace"));
    }
    if (faults.isEmpty() && parsed.isPresent()) {
      save(name, parsed.get(), secrets);
    }
  }

  private void save(String name, Setup parsed, GivenSecrets secrets) throws IOException {
    boolean isSaved =
        commands
            .save(context.workspace().id(), name, parsed, secrets)
            .match(
                saved -> true,
                faulty -> !faults.addAll(faulty.faults()),
                unknown -> {
                  unknown
                      .members()
                      .forEach(at -> faults.add(Fault.at(at, "does not exist in this workspace")));
                  return false;
                },
                () -> !faults.add(Fault.at("", "this node has no encryption key; see Secrets")));
    if (isSaved) {
      context.redirect(
          context.at(TriggerPage.PAGE, "name", name),
          isNew()
              ? "The trigger was created. Give its URL to the sender."
              : "The setup was saved.");
    }
  }

  private static Map<String, String> sent() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
  }

  /** Returns the sent value of a field, or else the stored one; never a secret. */
  public String value(String field) {
    String sent = sent().get(field);
    if (sent != null) {
      return sent;
    }
    if (sent().containsKey("save")) {
      return "";
    }
    JsonNode stored = setup.at("/" + field.replace('.', '/'));
    return stored.isValueNode() ? stored.asText() : stored.isMissingNode() ? "" : text(stored);
  }

  private static String text(JsonNode tree) {
    if (!tree.isArray()) {
      return tree.isEmpty() ? "" : Json.write(tree);
    }
    List<String> items = new ArrayList<>();
    tree.forEach(item -> items.add(item.asText()));
    return String.join(", ", items);
  }

  /** Returns the source of the uid, such as {@code header}; empty without one. */
  public String getUidFrom() {
    String sent = sent().get("uidFrom");
    if (sent != null) {
      return sent;
    }
    return setup.path("uidFrom").isObject() ? setup.path("uidFrom").fieldNames().next() : "";
  }

  /** Returns the header, query parameter, JSON pointer or jq program of the uid. */
  public String getUidPart() {
    String sent = sent().get("uidFrom.value");
    return sent == null ? setup.path("uidFrom").path(getUidFrom()).asText("") : sent;
  }

  public boolean isSecretRequired() {
    return sent().containsKey("save")
        ? sent().containsKey("secretRequired")
        : setup.path("secretRequired").asBoolean();
  }

  /** Returns the fault of a field; null when the field is valid. */
  public @Nullable String fault(String field) {
    String pointer = field.isEmpty() ? "" : "/" + field.replace('.', '/');
    return faults.stream()
        .filter(fault -> fault.pointer().equals(pointer))
        .map(Fault::detail)
        .findFirst()
        .orElse(null);
  }

  /** Returns all faults of the form. */
  public List<Fault> getFaults() {
    return List.copyOf(faults);
  }

  public List<Schemes.Offer> getSchemes() {
    return triggers.rows(context.workspace().id()).schemes().offers();
  }

  public List<Handshakes.Offer> getHandshakes() {
    return triggers.rows(context.workspace().id()).handshakes().offers();
  }

  /** Returns the names of the schemes whose setup includes the member, separated by spaces. */
  public String schemesWith(String member) {
    return String.join(
        " ",
        getSchemes().stream()
            .filter(offer -> offer.open().contains(member))
            .map(Schemes.Offer::name)
            .toList());
  }

  /** Returns the providers whose handshake needs a token or secret, separated by spaces. */
  public String providersNeeding(String need) {
    return String.join(
        " ",
        getHandshakes().stream()
            .filter(offer -> offer.needs().name().equals(need))
            .map(Handshakes.Offer::provider)
            .toList());
  }

  /** Returns the members that the setup of some signature scheme includes, sorted. */
  public List<String> getSchemeMembers() {
    return getSchemes().stream()
        .flatMap(offer -> offer.open().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the names of the workspace's workflows, sorted. */
  public List<String> getWorkflows() {
    return context.list(it -> workflows.in(it.id())).stream().map(WorkflowLine::name).toList();
  }
}
