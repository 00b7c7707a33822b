package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A row of a workspace as a file: its content, and whether it is enabled.
 *
 * @param content not validated
 */
public record RowText(JsonObject content, boolean isEnabled) {

  /** Returns the file of a row. */
  public static RowText of(ProviderRow row) {
    return new RowText(JsonBinding.stored(row.content()), !row.isDisabled());
  }

  /** Returns the format that changes no value. */
  public DefinitionFormat format() {
    return ObjectFile.format(toJson());
  }

  /** Returns the text of the file. */
  public String text() {
    return ObjectFile.text(toJson());
  }

  private ObjectNode toJson() {
    return ObjectFile.of((ObjectNode) Json.read(content.toString()), isEnabled);
  }

  /**
   * Parses a file.
   *
   * @param faults receives every fault
   * @return empty when there was a fault
   */
  static Optional<RowText> read(String text, DefinitionFormat format, List<Fault> faults) {
    return ObjectFile.read(text, format, faults)
        .map(
            object -> {
              boolean isEnabled = ObjectFile.removeEnabled(object, faults);
              return new RowText(JsonBinding.object(Json.write(object)), isEnabled);
            })
        .filter(row -> faults.isEmpty());
  }
}
