package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.Yaml;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.workflow.definition.DefinitionFormat;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A trigger as a file: its setup without secrets, and whether it is enabled.
 *
 * @param setup refers to its workflow by name, so that other workspaces can import it
 */
public record TriggerText(Setup setup, boolean isEnabled) {

  private static final String ENABLED = "enabled";

  /**
   * Returns YAML, or JSON where YAML would change a value: it may read a text like {@code 0x1} as a
   * number.
   */
  public DefinitionFormat format() {
    try {
      boolean isSame = Yaml.MAPPER.readTree(Yaml.write(toJson())).equals(toJson());
      return isSame ? DefinitionFormat.YAML : DefinitionFormat.JSON;
    } catch (JsonProcessingException e) {
      return DefinitionFormat.JSON;
    }
  }

  /** Returns the text of the file. */
  public String text() {
    return switch (format()) {
      case YAML -> Yaml.write(toJson());
      case JSON -> toJson().toPrettyString() + "\n";
    };
  }

  private ObjectNode toJson() {
    return setup.toJson().put(ENABLED, isEnabled);
  }

  /**
   * Parses a file.
   *
   * @param faults receives every fault
   * @return empty when there was a fault
   */
  static Optional<TriggerText> read(String text, DefinitionFormat format, List<Fault> faults) {
    try {
      JsonNode read =
          format == DefinitionFormat.JSON ? Json.MAPPER.readTree(text) : Yaml.MAPPER.readTree(text);
      if (read instanceof ObjectNode object) {
        return read(object, faults);
      }
      faults.add(Fault.at("", "must be one object"));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      faults.add(new Fault("", "is not well-formed, or has a name twice", line, column));
    }
    return Optional.empty();
  }

  private static Optional<TriggerText> read(ObjectNode object, List<Fault> faults) {
    JsonNode enabled = object.remove(ENABLED);
    if (enabled != null && !enabled.isBoolean()) {
      faults.add(Fault.at("/" + ENABLED, "must be true or false"));
    }
    JsonObject form = JsonBinding.object(Json.write(object));
    GivenSecrets given = GivenSecrets.in(form, faults);
    for (Purpose purpose : List.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)) {
      if (given.of(purpose).isPresent()) {
        String pointer = "/" + purpose.label();
        faults.add(
            Fault.at(pointer, "must hold no secret: set it in the trigger after the import"));
      }
    }
    Optional<Setup> setup = SetupForm.read(form, faults);
    return setup
        .filter(it -> faults.isEmpty())
        .map(it -> new TriggerText(it, enabled == null || enabled.booleanValue()));
  }
}
