package drawbridge.workflow.definition.component;

import drawbridge.workflow.definition.source.DefinitionNode;
import java.util.regex.Pattern;

/** Checks the names and versions that the DSL prescribes. */
public final class Identifiers {

  private static final Pattern DNS =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
  private static final String NUMBER = "(?:0|[1-9]\\d{0,9})";
  private static final String IDENTIFIERS = "[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*+";
  private static final Pattern VERSION =
      Pattern.compile(
          "(?=.{1,100}$)%1$s\\.%1$s\\.%1$s(?:-%2$s)?(?:\\+%2$s)?".formatted(NUMBER, IDENTIFIERS));
  private static final Pattern DSL = Pattern.compile("1\\.0\\.(0|[1-9]\\d{0,9})");

  private Identifiers() {}

  public static String dns(DefinitionNode node) {
    return matching(node, DNS, "a DNS label: letters, digits and -, at most 63, no - at the ends");
  }

  public static String dsl(DefinitionNode node) {
    return matching(node, DSL, "the version of the DSL, 1.0.x");
  }

  /**
   * Checks a semantic version: three numbers, optionally {@code -pre.release} and {@code +build};
   * at most 100 characters.
   */
  public static String version(DefinitionNode node) {
    return matching(node, VERSION, "a semantic version like 1.0.0, in quotes");
  }

  private static String matching(DefinitionNode node, Pattern pattern, String what) {
    String text = node.literal(what);
    if (node.isText() && !text.isBlank() && !pattern.matcher(text).matches()) {
      node.fault("must be " + what);
    }
    return text;
  }
}
