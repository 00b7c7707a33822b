package drawbridge.workflow.definition.component;

import drawbridge.workflow.definition.source.DefinitionNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warns of values that are literal texts and look like jq without {@code ${ }}. The DSL reads them
 * as texts, and its own examples have them where jq is meant. The warning does not quote the text,
 * which may be a secret.
 *
 * @param variables of jq; empty for all
 */
record LiteralJq(Set<String> variables) {

  /** Characters of a text that is checked; matching recurses with the length. */
  private static final int LONGEST = 1_000;

  private static final String MEMBER = "\\.[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern OF_INPUT =
      Pattern.compile(MEMBER + "(" + MEMBER + "|\\[[^\\]]*])*( *[-+|*/=!<>].*)?");
  private static final Pattern OF_VARIABLE =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_]).*");

  /** Adds a warning for each such text in a value. */
  void check(DefinitionNode node) {
    if (node.isText()) {
      checkText(node);
    } else if (node.isObject()) {
      node.forEachMember((name, member) -> check(member));
    } else {
      for (int i = 0; i < node.json().size(); i++) {
        check(new DefinitionNode(node.json().get(i), node.pointer() + "/" + i, node.diagnostics()));
      }
    }
  }

  private void checkText(DefinitionNode node) {
    String text = node.json().textValue();
    if (text.length() > LONGEST) {
      return;
    }
    Matcher variable = OF_VARIABLE.matcher(text);
    boolean isVariable =
        variable.matches() && (variables.isEmpty() || variables.contains(variable.group(1)));
    if (isVariable || OF_INPUT.matcher(text).matches()) {
      node.warning("this is literal text; if it is meant as jq, write it in ${ … }");
    }
  }
}
