package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.Yaml;
import drawbridge.workflow.definition.DefinitionFormat;
import java.util.List;
import java.util.Optional;

/** Converts an object that may be enabled to the text of a file, and back. */
final class ObjectFile {

  private static final String ENABLED = "enabled";

  private ObjectFile() {}

  /** Returns the object with its member {@code enabled}. */
  static ObjectNode of(ObjectNode object, boolean isEnabled) {
    return object.put(ENABLED, isEnabled);
  }

  /**
   * Returns YAML, or JSON where YAML would change a value: it may read a text like {@code 0x1} as a
   * number.
   */
  static DefinitionFormat format(ObjectNode object) {
    try {
      boolean isSame = Yaml.MAPPER.readTree(Yaml.write(object)).equals(object);
      return isSame ? DefinitionFormat.YAML : DefinitionFormat.JSON;
    } catch (JsonProcessingException e) {
      return DefinitionFormat.JSON;
    }
  }

  /** Returns the text of the file. */
  static String text(ObjectNode object) {
    return switch (format(object)) {
      case YAML -> Yaml.write(object);
      case JSON -> object.toPrettyString() + "\n";
    };
  }

  /**
   * Parses a file.
   *
   * @param faults receives every fault
   * @return empty when the text is no object
   */
  static Optional<ObjectNode> read(String text, DefinitionFormat format, List<Fault> faults) {
    try {
      JsonNode read =
          format == DefinitionFormat.JSON ? Json.MAPPER.readTree(text) : Yaml.MAPPER.readTree(text);
      if (read instanceof ObjectNode object) {
        return Optional.of(object);
      }
      faults.add(Fault.at("", "must be one object"));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      faults.add(new Fault("", "is not well-formed, or has a name twice", line, column));
    }
    return Optional.empty();
  }

  /** Removes the member {@code enabled} and returns its value; true without it. */
  static boolean removeEnabled(ObjectNode object, List<Fault> faults) {
    JsonNode enabled = object.remove(ENABLED);
    if (enabled != null && !enabled.isBoolean()) {
      faults.add(Fault.at("/" + ENABLED, "must be true or false"));
    }
    return enabled == null || enabled.booleanValue();
  }
}
