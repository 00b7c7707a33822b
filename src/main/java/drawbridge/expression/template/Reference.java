package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed path into the data: {@code runtime.items.[0].id}, {@code ../name}.
 *
 * @param required an absent value fails (H9)
 * @param levels the number of {@code ../}
 * @param local the first segment is a member of {@code this}, not the name of an enclosing block
 * @param fromRoot the path begins with {@code @root}
 */
record Reference(
    String text,
    boolean required,
    int levels,
    boolean local,
    boolean fromRoot,
    List<String> segments)
    implements Operand {

  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)]|[^./]+");

  /**
   * Parses a path.
   *
   * @throws BadExpression when the path leads to secrets that the position may not access
   */
  static Reference of(String text, boolean required, boolean seesSecrets) {
    String rest = text;
    if (rest.startsWith("@../")) { // Handlebars writes the outer @index so
      rest = text.substring(1);
      String name = rest.substring(rest.lastIndexOf("../") + 3);
      int outer = (rest.length() - name.length()) / 3;
      return new Reference(text, required, outer, false, false, List.of("@" + name));
    }
    int levels = 0;
    boolean local = false;
    while (rest.startsWith("../") || rest.startsWith("./") || rest.equals("..")) {
      levels += rest.startsWith("..") ? 1 : 0;
      rest = rest.equals("..") ? "." : rest.substring(rest.indexOf('/') + 1);
      local = true;
    }
    List<String> segments = segments(rest);
    boolean fromRoot = !segments.isEmpty() && segments.get(0).equals("@root");
    if (fromRoot || (!segments.isEmpty() && segments.get(0).equals("this"))) {
      segments = segments.subList(1, segments.size());
      local = true;
    }
    if (!seesSecrets && !segments.isEmpty() && segments.get(0).equals(Scope.SECRETS)) {
      throw BadExpression.ofSecrets();
    }
    return new Reference(text, required, levels, local, fromRoot, List.copyOf(segments));
  }

  private static List<String> segments(String text) {
    return SEGMENT
        .matcher(text)
        .results()
        .map(segment -> Objects.requireNonNullElse(segment.group(1), segment.group()))
        .toList();
  }

  @Override
  public JsonNode in(TemplateFrame frame) {
    JsonNode found = find(frame);
    if (required && found.isMissingNode()) {
      throw new ResolutionFailure(text + " is absent");
    }
    return found;
  }

  private JsonNode find(TemplateFrame frame) {
    boolean isOuterName = !local && levels > 0;
    @Nullable TemplateFrame start =
        fromRoot
            ? frame.root()
            : isOuterName ? frame.outer(levels, segments.get(0)) : frame.up(levels);
    if (start == null) {
      return TemplateFrame.ABSENT;
    }
    if (segments.isEmpty()) {
      return start.self();
    }
    @Nullable JsonNode node = local ? null : start.named(segments.get(0));
    if (node == null) {
      node = start.member(segments.get(0));
    }
    for (String segment : segments.subList(1, segments.size())) {
      node = TemplateFrame.child(node, segment);
    }
    return node;
  }
}
