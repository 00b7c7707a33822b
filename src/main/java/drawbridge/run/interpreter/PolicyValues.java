package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Scope;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.run.outbound.authorization.policy.Policy;
import drawbridge.workflow.model.Authentication;
import drawbridge.workflow.model.AuthenticationMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Resolves the policy of a call's authentication. */
final class PolicyValues {

  private PolicyValues() {}

  /**
   * Returns the policy; an absent secret is noted in {@code secrets}.
   *
   * @throws drawbridge.expression.ResolutionFailure when a member cannot be resolved, or is not a
   *     text
   */
  static Policy of(Authentication given, TaskExecution execution, UsedSecrets secrets) {
    if (given instanceof Authentication.InSecret it) {
      return Policy.inSecret(it.scheme(), it.secret(), secrets.path(it.secret()).asText());
    }
    Authentication.Inline inline = (Authentication.Inline) given;
    Scope scope = execution.scopeWith(secrets);
    ValueTypes types = new ValueTypes(execution.run().input().semantics());
    Map<String, List<String>> members = new TreeMap<>();
    inline
        .members()
        .forEach((name, value) -> members.put(name, texts(name, value.resolve(scope), types)));
    return Policy.of(inline.scheme(), members);
  }

  private static List<String> texts(String name, JsonNode value, ValueTypes types) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : AuthenticationMembers.LISTS.contains(name) ? value : List.of(value)) {
      texts.add(types.text(name, each).asText());
    }
    return texts;
  }
}
