package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of an endpoint, {@code {petId}}: members of the task's input, percent-encoded (E4).
 *
 * <p>Source: RFC 6570, level 1; the DSL's "URI Template".
 */
final class UriVariables {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String RIGHT =
      "a variable of an endpoint is the name of a member of the task's input, like {petId}";

  private UriVariables() {}

  /**
   * Converts a literal part of an endpoint.
   *
   * @param isPath whether the part begins before the question mark
   * @throws BadExpression for a brace that is no variable
   */
  static List<TemplatePart> parts(String text, boolean isPath) {
    List<TemplatePart> parts = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(text);
    int at = 0;
    while (variable.find()) {
      String before = plain(text.substring(at, variable.start()));
      String name = variable.group(1);
      if (!NAME.matcher(name).matches()) {
        throw new BadExpression(
            RIGHT + "; {" + name + "} is none: use ${ … } or {{…}} for anything else");
      }
      boolean inPath = isPath && text.lastIndexOf('?', variable.start()) < 0;
      parts.add((frame, out) -> out.append(before));
      parts.add((frame, out) -> out.append(value(name, inPath, frame)));
      at = variable.end();
    }
    String rest = plain(text.substring(at));
    parts.add((frame, out) -> out.append(rest));
    return parts;
  }

  private static String plain(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new BadExpression(RIGHT + "; write a brace itself as %7B or %7D");
    }
    return text;
  }

  /** An absent, empty or dotted member of a path would call another resource. */
  private static String value(String name, boolean inPath, TemplateFrame frame) {
    JsonNode value = frame.scope().input().path(name);
    if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
      String found = value.isContainerNode() ? "an object or a list" : "absent";
      throw new ResolutionFailure(
          "{"
              + name
              + "} of the endpoint is "
              + found
              + " in the task's input; it must be a value");
    }
    String text = frame.meter().text(value);
    if (inPath && (text.isEmpty() || text.equals(".") || text.equals(".."))) {
      throw new ResolutionFailure(
          "{"
              + name
              + "} of the endpoint is empty or made of dots; it would call another resource");
    }
    return Rendering.percentEncoded(text);
  }
}
