package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.preset.Presets;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form that creates or edits a trigger. Its fields are plain HTML inputs with the paths of the
 * API's members as names, so that the JSON pointer of a fault identifies its field.
 */
@Named("triggerSetup")
@RequestScoped
public class SetupPage {

  private static final String SAVE = "save";
  private static final String NAME = "called";

  @Inject TriggerList triggers;
  @Inject TriggerCommands commands;
  @Inject SelectedTrigger selected;
  @Inject PresetPage preset;
  @Inject PageContext context;

  private final List<Fault> faults = new ArrayList<>();
  private FormFields fields = new FormFields();

  @PostConstruct
  void read() {
    Map<String, String> sent =
        FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    fields = sent.containsKey(SAVE) ? new FormFields(sent) : SetupFields.of(initial());
  }

  /** Returns the stored setup, its refreshed form, or that of the preset for a new trigger. */
  private ObjectNode initial() {
    PresetDifference difference = preset.getDifference();
    if (preset.isRefreshed() && difference != null) {
      return tree(difference.setup());
    }
    return selected
        .find()
        .map(TriggerLine::setup)
        .filter(setup -> setup.unreadable().isEmpty())
        .map(Setup::toJson)
        .orElseGet(this::filledIn);
  }

  private ObjectNode filledIn() {
    JsonObject named =
        JsonBinding.object(Json.write(Json.object().put(Presets.PRESET, preset.getName())));
    return preset.getShown() == null
        ? Json.object()
        : tree(Presets.builtIn().fillIn(named, new ArrayList<>()));
  }

  private static ObjectNode tree(JsonObject json) {
    return (ObjectNode) Json.read(json.toString());
  }

  /** Ends the request with 404 when the URL names an unknown trigger. */
  public void requireSelected() throws IOException {
    if (context.parameter("name").isPresent()) {
      selected.require();
    }
  }

  public boolean isNew() {
    return selected.find().isEmpty();
  }

  /** Returns the trigger's name; the entered one for a new trigger. */
  public String getName() {
    return selected
        .find()
        .map(TriggerLine::trigger)
        .map(it -> it.name())
        .orElseGet(() -> fields.entered(NAME).strip());
  }

  /** Validates and saves the form. On faults, the page shows them at their fields. */
  public void save() throws IOException {
    String name = getName();
    String owner = context.workspace().id();
    JsonObject json = JsonBinding.object(Json.write(SetupFields.toJson(fields, faults)));
    GivenSecrets secrets = GivenSecrets.in(json, faults);
    TriggerCommands.faultOfName(name)
        .map(fault -> fault.replace("the name of a trigger ", ""))
        .ifPresent(fault -> faults.add(Fault.at("/name", fault)));
    Optional<Setup> parsed = SetupForm.read(json, triggers.rows(owner), faults);
    if (isNew() && triggers.find(owner, name).isPresent()) {
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

  /** Returns the text of a field: the sent one, or else the stored one. */
  public String value(String field) {
    return fields.entered(field);
  }

  /** Returns all methods: the selected ones in their order, then the others. */
  public List<String> getMethods() {
    return SetupFields.methods(fields);
  }

  /** Returns the names of the rows of a list in their order, such as {@code routes.0}. */
  public List<String> rows(String list) {
    return fields.rows(list);
  }

  /** Returns the faults of a field in one text; null when the field is valid. */
  public @Nullable String fault(String field) {
    String all =
        faults.stream()
            .filter(fault -> SetupFields.fieldOf(fault).equals(field))
            .map(Fault::detail)
            .distinct()
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? null : all;
  }

  /** Returns all faults of the form, each with the pointer of its member. */
  public List<String> getFaults() {
    return faults.stream().map(Fault::inWords).distinct().toList();
  }
}
