package drawbridge.workflow.definition.component;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compiles the errors of {@code raise} and the filter of {@code catch}. */
public final class Errors {

  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final List<String> TEXTS = List.of("type", "instance", "title", "detail");

  private Errors() {}

  /** Compiles an error that is given in full or by name. */
  public static Value compileOrName(
      DefinitionNode node, CompileContext context, Components components) {
    return node.isText() ? components.errors().named(node) : compile(node, context);
  }

  /** Compiles an error that is given in full. */
  static Value compile(DefinitionNode node, CompileContext context) {
    NodeMembers members = node.members("an error with type and status, or the name of one");
    DefinitionNode type = members.require("type", "a URI that says which kind of error it is");
    String uri = type.text("a URI");
    if (!uri.isBlank() && !type.isJq() && !URI.matcher(uri).matches()) {
      type.fault("must be a URI with ://, for example https://example.com/errors/empty-order");
    }
    members.require("status", "an HTTP status").integer(100, 599, "an HTTP status");
    members.find("title").ifPresent(title -> title.text("text"));
    members.find("detail").ifPresent(detail -> detail.text("text"));
    members.find("instance").ifPresent(Errors::instance);
    members.end();
    return context.value(node, ValuePosition.ORDINARY);
  }

  /** Compiles {@code catch.errors}. */
  public static Map<String, JsonNode> filter(DefinitionNode errors) {
    return errors.object(
        "an object with `with`",
        members -> members.find("with").map(Errors::with).orElseGet(Map::of));
  }

  private static Map<String, JsonNode> with(DefinitionNode node) {
    NodeMembers members = node.members("an object of members that the error must have");
    if (node.isObject() && node.json().isEmpty()) {
      node.fault("empty; leave `errors` out to catch every error");
    }
    Map<String, JsonNode> with = new HashMap<>();
    for (String name : TEXTS) {
      members.find(name).ifPresent(m -> with.put(name, text(m)));
    }
    // The schema's name for the error's detail.
    members.find("details").ifPresent(m -> with.put("detail", text(m)));
    members
        .find("status")
        .ifPresent(m -> with.put("status", Json.NODES.numberNode(m.integer(100, 599, "a status"))));
    members.end();
    return with;
  }

  private static JsonNode text(DefinitionNode node) {
    return Json.NODES.textNode(node.literal("text that the error's member must equal"));
  }

  private static void instance(DefinitionNode instance) {
    instance.text("a JSON pointer");
    if (instance.isJq()) {
      instance.fault("the published schema takes no ${ … } here; use {{…}} or a JSON pointer");
    }
  }
}
