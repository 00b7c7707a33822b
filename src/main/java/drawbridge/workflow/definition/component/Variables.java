package drawbridge.workflow.definition.component;

import drawbridge.workflow.definition.source.DefinitionNode;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the names that a definition gives to variables, and warns of those that hide others. */
public final class Variables {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of("context", "input", "output", "runtime", "states", "secrets", "task", "workflow");
  private static final int LONGEST_NAME = 100;
  private static final String REQUEST = "request";

  /** Matches jq that builds or sets a member {@code request}. */
  private static final Pattern REQUEST_IN_JQ =
      Pattern.compile("[{,]\\s*\"?request\"?\\s*[:,}]|\\.request\\s*\\|?=(?!=)");

  private Variables() {}

  /** Returns the name of a variable that a loop or a catch defines. */
  public static String name(DefinitionNode node, CompileContext context) {
    String name = node.literal("a variable's name");
    if (!VARIABLE.matcher(name).matches()) {
      node.fault(
          "a variable's name consists of letters, digits and _ and does not begin with a digit");
    } else if (name.length() > LONGEST_NAME) {
      context.refuse(node, "a variable's name has at most " + LONGEST_NAME + " characters");
    } else if (RESERVED.contains(name)) {
      node.fault("`" + name + "` is reserved; choose another name");
    } else if (name.equals(REQUEST)) {
      node.warning("this variable hides the request in {{request…}}; choose another name");
    }
    boolean isKept = context.isStored() || name.length() <= LONGEST_NAME;
    return isKept ? name : name.substring(0, LONGEST_NAME); // faults list the names
  }

  /**
   * Warns of an export with a member {@code request}, which hides the request in the context. Knows
   * jq only by its text, so that a member deeper inside is found, too.
   *
   * @param as the value of {@code export.as}, possibly missing
   */
  public static void warnOfRequest(DefinitionNode as) {
    boolean isMember = as.json().has(REQUEST);
    if (isMember || (as.isText() && REQUEST_IN_JQ.matcher(as.json().textValue()).find())) {
      (isMember ? as.member(REQUEST) : as)
          .warning(
              "a member `request` of the export hides the request in $context.request; choose"
                  + " another name");
    }
  }
}
