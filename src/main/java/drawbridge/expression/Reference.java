package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed path into the data: {@code runtime.items.[0].id}, {@code ../name}. */
final class Reference implements Operand {

  private final String text;
  private final boolean required;
  private final int levels;
  private final boolean local;
  private final boolean fromRoot;
  private final String[] segments;

  private Reference(
      String text,
      boolean required,
      int levels,
      boolean local,
      boolean fromRoot,
      String[] segments) {
    this.text = text;
    this.required = required;
    this.levels = levels;
    this.local = local;
    this.fromRoot = fromRoot;
    this.segments = segments;
  }

  /**
   * Parses a path.
   *
   * @param required an absent value fails (H9)
   * @throws BadExpression when the path leads to secrets that the position may not access
   */
  static Reference of(String text, boolean required, boolean seesSecrets) {
    String rest = text;
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
    if (!seesSecrets && !segments.isEmpty() && segments.get(0).equals(TemplateFrame.SECRETS)) {
      throw new BadExpression(SecretAccess.REFUSAL);
    }
    return new Reference(text, required, levels, local, fromRoot, segments.toArray(String[]::new));
  }

  private static List<String> segments(String text) {
    List<String> found = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int close = c == '[' && segment.length() == 0 ? text.indexOf(']', i) : -1;
      if (close > 0) {
        found.add(text.substring(i + 1, close));
        i = close;
      } else if (c == '.' || c == '/') {
        add(found, segment);
      } else {
        segment.append(c);
      }
    }
    add(found, segment);
    return found;
  }

  private static void add(List<String> found, StringBuilder segment) {
    if (segment.length() > 0) {
      found.add(segment.toString());
      segment.setLength(0);
    }
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
    @Nullable TemplateFrame start =
        fromRoot ? frame.root() : levels == 0 ? frame : frame.up(levels);
    if (start == null) {
      return TemplateFrame.ABSENT;
    }
    if (segments.length == 0) {
      return start.self();
    }
    @Nullable JsonNode node = local ? null : start.named(segments[0]);
    if (node == null) {
      node = start.member(segments[0]);
    }
    for (int i = 1; i < segments.length; i++) {
      node = TemplateFrame.child(node, segments[i]);
    }
    return node;
  }
}
