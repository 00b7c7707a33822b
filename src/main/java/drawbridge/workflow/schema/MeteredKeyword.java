package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.RegularExpression;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A keyword of the library that charges its work to the {@link CheckContext} before it works. */
record MeteredKeyword(Keyword keyword) implements Keyword {

  private static final long PER_KEYWORD = 6;
  private static final long PER_UNEVALUATED = 150;
  private static final long PER_SORTED_VALUE = 20;
  private static final JsonNode TWICE = Json.NODES.arrayNode().addNull().addNull();

  @Override
  public String getValue() {
    return keyword.getValue();
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context)
      throws Exception {
    return new Metered(
        keyword.newValidator(location, value, parent, context), value, patterns(value));
  }

  /** Compiles a pattern for the library. */
  static RegularExpression regularExpression(String pattern) {
    return JqRegex.ofScript(pattern)::find;
  }

  /** Returns the work that a character of the text takes. */
  private int patterns(JsonNode value) {
    return switch (getValue()) {
      case "pattern" -> value.isTextual() ? JqRegex.ofScript(value.textValue()).price() : 0;
      case "patternProperties" ->
          value.properties().stream().mapToInt(it -> JqRegex.ofScript(it.getKey()).price()).sum();
      default -> 0;
    };
  }

  /**
   * A keyword of a schema.
   *
   * @param value the value of the keyword
   * @param perCharacter the work that its patterns take
   */
  private record Metered(KeywordValidator validator, JsonNode value, int perCharacter)
      implements KeywordValidator {

    @Override
    public void validate(
        ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
      CheckContext context = (CheckContext) execution;
      context.enter();
      context.work(PER_KEYWORD + value.size() + size(node));
      if (getKeyword().startsWith("unevaluated")) {
        context.work(PER_UNEVALUATED + annotations(execution, location));
      }
      int errors = execution.getErrors().size();
      if (getKeyword().equals("uniqueItems") && node.isArray()) {
        checkUnique(context, node, root, location);
      } else {
        validator.validate(execution, node, root, location);
      }
      if (execution.getErrors().size() > errors) {
        context.work(annotations(execution, location));
      }
      context.leave();
    }

    /** The library compares the items by their hash codes, which a sender could make equal. */
    private void checkUnique(
        CheckContext context, JsonNode items, JsonNode root, NodePath location) {
      Set<String> texts = new TreeSet<>();
      boolean isUnique = true;
      for (JsonNode item : items) {
        isUnique &= texts.add(CanonicalText.of(item));
      }
      if (!isUnique) {
        validator.validate(context, TWICE, root, location);
      }
    }

    private long size(JsonNode node) {
      if (node.isTextual()) {
        int length = node.textValue().length();
        return perCharacter == 0
            ? length / CheckContext.CHARACTERS_PER_WORK
            : (1L + length) * perCharacter;
      }
      return switch (getKeyword()) {
        case "patternProperties" -> names(node) * perCharacter;
        case "enum", "const" -> CheckContext.sizeOf(node);
        case "uniqueItems" -> PER_SORTED_VALUE * CheckContext.sizeOf(node);
        default -> node.size();
      };
    }

    private static long names(JsonNode node) {
      return node.properties().stream().mapToLong(it -> it.getKey().length() + 1L).sum();
    }

    private static int annotations(ExecutionContext execution, NodePath location) {
      return execution.getAnnotations().asMap().getOrDefault(location, List.of()).size();
    }

    @Override
    public void preloadSchema() {
      validator.preloadSchema();
    }

    @Override
    public String getKeyword() {
      return validator.getKeyword();
    }

    @Override
    public SchemaLocation getSchemaLocation() {
      return validator.getSchemaLocation();
    }
  }
}
