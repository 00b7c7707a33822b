package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
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

  /** Returns the format that changes no value. */
  public DefinitionFormat format() {
    return ObjectFile.format(toJson());
  }

  /** Returns the text of the file. */
  public String text() {
    return ObjectFile.text(toJson());
  }

  private ObjectNode toJson() {
    return ObjectFile.of(setup.toJson(), isEnabled);
  }

  /**
   * Parses a file.
   *
   * @param rows that the trigger may name
   * @param faults receives every fault
   * @return empty when there was a fault
   */
  static Optional<TriggerText> read(
      String text, DefinitionFormat format, ProviderRows rows, List<Fault> faults) {
    return ObjectFile.read(text, format, faults).flatMap(object -> read(object, rows, faults));
  }

  private static Optional<TriggerText> read(
      ObjectNode object, ProviderRows rows, List<Fault> faults) {
    boolean isEnabled = ObjectFile.removeEnabled(object, faults);
    JsonObject form = JsonBinding.object(Json.write(object));
    GivenSecrets given = GivenSecrets.in(form, faults);
    for (Purpose purpose : List.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)) {
      if (given.of(purpose).isPresent()) {
        String pointer = "/" + purpose.label();
        faults.add(
            Fault.at(pointer, "must hold no secret: set it in the trigger after the import"));
      }
    }
    Optional<Setup> setup = SetupForm.read(form, rows, faults);
    return setup.filter(it -> faults.isEmpty()).map(it -> new TriggerText(it, isEnabled));
  }
}
