package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.Schemes;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of a trigger, new or not. Its fields are the browser's own, named as the members of the
 * operators' API, so that a fault finds its field by its pointer.
 */
@Named("triggerSetup")
@RequestScoped
public class SetupPage {

  static final String PAGE = "trigger-setup.xhtml";

  @Inject TriggerList triggers;
  @Inject TriggerCommands commands;
  @Inject WorkflowLines workflows;
  @Inject PageContext place;
  @Inject PageQuery address;

  private final List<Fault> faults = new ArrayList<>();
  private Optional<TriggerLine> found = Optional.empty();
  private ObjectNode shown = Json.object();

  @PostConstruct
  void read() {
    found =
        address
            .text("name")
            .filter(it -> place.isKnown())
            .flatMap(it -> triggers.find(place.workspace().id(), it));
    found.ifPresent(line -> shown = line.setup().toJson());
  }

  /** Ends the request with 404 when the address names a trigger that does not exist. */
  public void arrive() throws IOException {
    if (place.isKnown() && address.text("name").isPresent() && found.isEmpty()) {
      place.leave("There is no such trigger in this workspace. It may have been removed.");
    }
  }

  public boolean isNew() {
    return found.isEmpty();
  }

  /** The trigger's name; what was typed for a new one. */
  public String getName() {
    return found.map(line -> line.trigger().name()).orElseGet(() -> value("called"));
  }

  /** Saves it, or says at its fields what is wrong. */
  public void save() throws IOException {
    String name = getName().strip();
    ObjectNode json = new SetupFields(sent()).toJson(faults);
    GivenSecrets secrets = GivenSecrets.takenFrom(json, faults);
    shown = json;
    TriggerCommands.faultOfName(name)
        .map(fault -> fault.replace("the name of a trigger ", ""))
        .ifPresent(fault -> faults.add(Fault.at("/name", fault)));
    Optional<Setup> setup = SetupForm.read(json, faults);
    if (isNew() && triggers.find(place.workspace().id(), name).isPresent()) {
      faults.add(Fault.at("/name", "is taken by another trigger of this workspace"));
    }
    if (faults.isEmpty() && setup.isPresent()) {
      save(name, setup.get(), secrets);
    }
  }

  private void save(String name, Setup setup, GivenSecrets secrets) throws IOException {
    boolean isKept =
        commands
            .save(place.workspace().id(), name, setup, secrets)
            .match(
                kept -> true,
                faulty -> !faults.addAll(faulty.faults()),
                () -> !faults.add(Fault.at("/workflow", "is not in this workspace")),
                () ->
                    !faults.add(
                        Fault.at("", "this node has no key to keep secrets under; see Secrets")));
    if (isKept) {
      place.go(
          PageQuery.of(TriggerPage.PAGE, Map.of("workspace", place.getNamed(), "name", name)),
          isNew() ? "The trigger is ready. Give its sender the URL." : "The setup was saved.");
    }
  }

  private static Map<String, String> sent() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
  }

  /** What a field shows: what was sent, else what is stored; never a secret. */
  public String value(String field) {
    String sent = sent().get(field);
    if (sent != null) {
      return sent;
    }
    if (sent().containsKey("save")) {
      return "";
    }
    JsonNode stored = shown.at("/" + field.replace('.', '/'));
    return stored.isValueNode() ? stored.asText() : stored.isMissingNode() ? "" : words(stored);
  }

  private static String words(JsonNode tree) {
    if (!tree.isArray()) {
      return tree.isEmpty() ? "" : Json.write(tree);
    }
    List<String> words = new ArrayList<>();
    tree.forEach(word -> words.add(word.asText()));
    return String.join(", ", words);
  }

  /** Where the uid is: header, pointer or nothing. */
  public String getUidFrom() {
    String sent = sent().get("uidFrom");
    if (sent != null) {
      return sent;
    }
    return shown.path("uidFrom").isObject() ? shown.path("uidFrom").fieldNames().next() : "";
  }

  /** The header or pointer of the uid. */
  public String getUidPart() {
    String sent = sent().get("uidFrom.value");
    return sent == null ? shown.path("uidFrom").path(getUidFrom()).asText("") : sent;
  }

  public boolean isSecretRequired() {
    return sent().containsKey("save")
        ? sent().containsKey("secretRequired")
        : shown.path("secretRequired").asBoolean();
  }

  /** What is wrong with a field; null when nothing is. */
  public @Nullable String fault(String field) {
    String pointer = field.isEmpty() ? "" : "/" + field.replace('.', '/');
    return faults.stream()
        .filter(fault -> fault.pointer().equals(pointer))
        .map(Fault::detail)
        .findFirst()
        .orElse(null);
  }

  /** All faults, for the summary. */
  public List<Fault> getFaults() {
    return List.copyOf(faults);
  }

  public List<Schemes.Offer> getSchemes() {
    return Schemes.ours().offers();
  }

  public List<Handshakes.Offer> getHandshakes() {
    return Handshakes.ours().offers();
  }

  /** The schemes that leave a member open, by their names, with blanks between them. */
  public String withOpen(String member) {
    return String.join(
        " ",
        getSchemes().stream()
            .filter(offer -> offer.open().contains(member))
            .map(Schemes.Offer::name)
            .toList());
  }

  /** The handshakes that need a token or a secret, by their names, with blanks between them. */
  public String needing(String need) {
    return String.join(
        " ",
        getHandshakes().stream()
            .filter(offer -> offer.needs().name().equals(need))
            .map(Handshakes.Offer::provider)
            .toList());
  }

  /** Members of signatures that some scheme leaves open. */
  public List<String> getOpenMembers() {
    return getSchemes().stream()
        .flatMap(offer -> offer.open().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The workspace's workflows, by name. */
  public List<String> getWorkflows() {
    return place.isKnown()
        ? workflows.in(place.workspace().id()).stream().map(WorkflowLine::name).toList()
        : List.of();
  }
}
