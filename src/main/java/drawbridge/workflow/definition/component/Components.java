package drawbridge.workflow.definition.component;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Value;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.Authentication;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compiles {@code use}, without its functions: components that a definition declares once and
 * refers to by name.
 */
public record Components(
    Family<DurationValue> timeouts,
    Family<TaskBody.Retry> retries,
    Family<Value> errors,
    Family<Authentication> authentications) {

  private static final int LISTED = 10;
  private static final int LONGEST_SHOWN = 60;

  /** Compiles the components of a definition; those of a missing {@code use} are none. */
  public static Components compile(DefinitionNode use, CompileContext context) {
    NodeMembers members = use.members("an object with reusable components");
    members.refuse(
        " in `use`: functions are not fetched; copy their tasks into use.functions", "catalogs");
    members.refuse(" in `use`; write its tasks before and after the call", "extensions");
    members.find("functions");
    Components components =
        new Components(
            new Family<>("timeouts", scope -> Duration.ZERO, context),
            new Family<>("retries", Retries.NONE, context),
            new Family<>("errors", scope -> Json.object(), context),
            new Family<>("authentications", Authentications.STAND_IN, context));
    components.timeouts.declare(members, node -> timeout(node, context));
    components.retries.declare(members, node -> Retries.compile(node, context));
    components.errors.declare(members, node -> Errors.compile(node, context));
    components.authentications.declare(members, node -> Authentications.inline(node, context));
    members.find("secrets").ifPresent(Components::secrets);
    members.end();
    return components;
  }

  /** Checks the components that no task refers to. Call once, after all tasks. */
  public void checkUnused() {
    timeouts.checkUnused();
    retries.checkUnused();
    errors.checkUnused();
    authentications.checkUnused();
  }

  private static DurationValue timeout(DefinitionNode node, CompileContext context) {
    return node.object(
        "an object with `after`",
        members -> context.duration(members.require("after", "the duration")));
  }

  public DurationValue timeoutOrName(DefinitionNode node, CompileContext context) {
    return node.isText() ? timeouts.named(node) : timeout(node, context);
  }

  private static void secrets(DefinitionNode secrets) {
    if (!secrets.json().isArray() || !secrets.json().isEmpty()) {
      secrets.elements("a list of secrets' names").forEach(name -> name.literal("a secret's name"));
    }
  }

  /** Returns the first names of an object's members in words, so that a fault stays short. */
  public static String list(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    int more = names.size() - LISTED;
    String listed = String.join(", ", names.stream().limit(LISTED).map(Components::shown).toList());
    return names.isEmpty() ? "nothing" : more > 0 ? listed + " and " + more + " more" : listed;
  }

  /** Returns a name, or the beginning of a long one. */
  public static String shown(String name) {
    return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
  }
}
