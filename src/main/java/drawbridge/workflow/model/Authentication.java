package drawbridge.workflow.model;

import drawbridge.expression.Value;
import java.util.Map;

/** The policy by which a call proves its identity. */
public sealed interface Authentication {

  AuthenticationScheme scheme();

  /**
   * A policy in the definition.
   *
   * @param members by name, nested ones with dots: {@code client.secret}; each resolves to a text,
   *     and a list to an array of texts
   */
  record Inline(AuthenticationScheme scheme, Map<String, Value> members) implements Authentication {
    public Inline {
      members = Map.copyOf(members);
    }
  }

  /**
   * A policy in a secret, which is an object in JSON.
   *
   * @param secret the name of the secret
   */
  record InSecret(AuthenticationScheme scheme, String secret) implements Authentication {}
}
