package drawbridge.workflow.definition;

import java.util.regex.Pattern;

/** Checks the names and versions that the DSL prescribes. */
final class Identifiers {

  private static final Pattern DNS =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
  private static final int MAX_VERSION_LENGTH = 100;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,9}");
  private static final Pattern IDENTIFIERS = Pattern.compile("[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*+");
  private static final Pattern DSL = Pattern.compile("1\\.0\\.(0|[1-9]\\d{0,9})");

  private Identifiers() {}

  static String dns(DefinitionNode node) {
    return matching(node, DNS, "a DNS label: letters, digits and -, at most 63, no - at the ends");
  }

  static String dsl(DefinitionNode node) {
    return matching(node, DSL, "the version of the DSL, 1.0.x");
  }

  /**
   * Checks a semantic version: three numbers, optionally {@code -pre.release} and {@code +build}.
   */
  static String version(DefinitionNode node) {
    String what = "a semantic version like 1.0.0, in quotes";
    String text = node.literal(what);
    if (node.isText()
        && !text.isBlank()
        && (text.length() > MAX_VERSION_LENGTH || !isSemantic(text))) {
      node.fault("must be " + what);
    }
    return text;
  }

  private static boolean isSemantic(String text) {
    int plus = text.indexOf('+');
    String plain = plus < 0 ? text : text.substring(0, plus);
    int minus = plain.indexOf('-');
    String core = minus < 0 ? plain : plain.substring(0, minus);
    String[] numbers = core.split("\\.", -1);
    boolean three = numbers.length == 3;
    for (String number : numbers) {
      three &= NUMBER.matcher(number).matches();
    }
    return three
        && (plus < 0 || IDENTIFIERS.matcher(text.substring(plus + 1)).matches())
        && (minus < 0 || IDENTIFIERS.matcher(plain.substring(minus + 1)).matches());
  }

  private static String matching(DefinitionNode node, Pattern pattern, String what) {
    String text = node.literal(what);
    if (node.isText() && !text.isBlank() && !pattern.matcher(text).matches()) {
      node.fault("must be " + what);
    }
    return text;
  }
}
