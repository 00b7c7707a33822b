package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.definition.source.Diagnostics;
import drawbridge.workflow.definition.source.TreeReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Formats the text of a definition: two spaces for each level, one for each separator. Keeps
 * comments, empty lines, the order of members, and the style of texts, lists and objects.
 */
public final class DefinitionFormatter {

  private static final DefinitionLimits LIMITS = DefinitionLimits.DEFAULT;

  private DefinitionFormatter() {}

  /**
   * A formatted text, or the faults of a text that cannot be formatted.
   *
   * @param text empty with faults
   */
  public record Formatted(String text, List<Fault> faults) {}

  /**
   * Formats a text. The formatted text has the same data, and formats to itself. A definition with
   * other faults than those of its syntax is formatted too. Never throws.
   */
  public static Formatted format(String source, DefinitionFormat format) {
    Diagnostics diagnostics = new Diagnostics(LIMITS.faults());
    JsonNode tree = read(source, format, diagnostics);
    if (!diagnostics.isEmpty()) {
      return new Formatted("", diagnostics.inOrder());
    }
    String text = format == DefinitionFormat.YAML ? yaml(source) : Json.pretty(tree) + "\n";
    return tree.equals(read(text, format, new Diagnostics(1)))
        ? new Formatted(text, List.of())
        : new Formatted("", List.of(Fault.at("", "the text cannot be formatted safely")));
  }

  private static JsonNode read(String text, DefinitionFormat format, Diagnostics diagnostics) {
    return TreeReader.read(text, format == DefinitionFormat.YAML, true, LIMITS, diagnostics);
  }

  /** Returns the formatted text; empty when the library cannot format it. */
  private static String yaml(String source) {
    LoaderOptions reading = new LoaderOptions();
    reading.setProcessComments(true);
    reading.setNestingDepthLimit(LIMITS.depth());
    DumperOptions writing = new DumperOptions();
    writing.setProcessComments(true);
    writing.setIndent(2);
    writing.setIndicatorIndent(2);
    writing.setIndentWithIndicator(true);
    writing.setSplitLines(false);
    writing.setWidth(LIMITS.characters());
    StringWriter text = new StringWriter();
    try {
      Yaml yaml =
          new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading);
      yaml.serialize(yaml.compose(new StringReader(source)), text);
    } catch (YAMLException e) {
      return "";
    }
    return text.toString();
  }
}
