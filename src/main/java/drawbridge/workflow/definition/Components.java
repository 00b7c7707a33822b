package drawbridge.workflow.definition;

import drawbridge.expression.Value;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.CallHttp.Authentication;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Compiles {@code use}: components that a definition declares once and refers to by name. They are
 * compiled at their declaration, so that each fault is reported once and there.
 */
record Components(
    Map<String, DurationValue> timeouts,
    Map<String, TaskBody.Retry> retries,
    Map<String, Value> errors,
    Map<String, Authentication> authentications) {

  static final Components NONE = new Components(Map.of(), Map.of(), Map.of(), Map.of());

  static Components compile(DefinitionNode use, CompileContext context) {
    return use.object(
        "an object with reusable components",
        members -> {
          members.refuse(
              " in `use`; make it a workflow of its own and call it with run: workflow",
              "functions",
              "catalogs");
          members.refuse(" in `use`; write its tasks before and after the call", "extensions");
          Components components =
              new Components(
                  named(members, "timeouts", node -> timeout(node, context)),
                  named(members, "retries", node -> Retries.compile(node, context)),
                  named(members, "errors", node -> Errors.compile(node, context)),
                  named(members, "authentications", node -> Authentications.inline(node, context)));
          members.find("secrets").ifPresent(Components::secrets);
          return components;
        });
  }

  /** Returns the component of a name; an unknown name is a fault and returns the stand-in. */
  static <T> T named(DefinitionNode name, Map<String, T> components, String family, T standIn) {
    String text = name.literal("the name of one of use." + family);
    T component = components.get(text);
    if (component == null && name.isText() && !text.isBlank()) {
      name.fault("use." + family + " has no `" + text + "`; it has " + list(components));
    }
    return component == null ? standIn : component;
  }

  private static DurationValue timeout(DefinitionNode node, CompileContext context) {
    return node.object(
        "an object with `after`",
        members -> context.duration(members.require("after", "the duration")));
  }

  DurationValue timeoutOrName(DefinitionNode node, CompileContext context) {
    return node.isText()
        ? named(node, timeouts, "timeouts", scope -> Duration.ZERO)
        : timeout(node, context);
  }

  private static String list(Map<String, ?> components) {
    return components.isEmpty()
        ? "nothing"
        : String.join(", ", components.keySet().stream().sorted().toList());
  }

  private static <T> Map<String, T> named(
      NodeMembers use, String family, Function<DefinitionNode, T> compiler) {
    Map<String, T> components = new HashMap<>();
    use.find(family)
        .ifPresent(
            node -> {
              node.members("an object of named " + family);
              node.forEachMember((name, member) -> components.put(name, compiler.apply(member)));
            });
    return Map.copyOf(components);
  }

  private static void secrets(DefinitionNode secrets) {
    if (!secrets.json().isArray() || !secrets.json().isEmpty()) {
      secrets.elements("a list of secrets' names").forEach(name -> name.literal("a secret's name"));
    }
  }
}
