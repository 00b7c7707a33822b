package drawbridge.run.outbound.authorization.policy;

import drawbridge.platform.Sha256;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The resolved members of a policy, by name; nested ones have dots. Does not print its values. */
public final class PolicyMembers {

  /** Members with values that are secret wherever they come from. */
  private static final Set<String> SECRET =
      Set.of(
          "password", "token", "client.secret", "client.assertion", "subject.token", "actor.token");

  /** Members with values that are secret when a secret contains them. */
  private static final Set<String> NAMES = Set.of("username", "client.id");

  private final Map<String, List<String>> values;
  private final boolean isInSecret;

  PolicyMembers(Map<String, List<String>> values, boolean isInSecret) {
    this.values = new TreeMap<>(values);
    this.isInSecret = isInSecret;
  }

  /** Returns the values of a list; empty when it is absent. */
  public List<String> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  public Optional<String> find(String name) {
    return list(name).stream().findFirst();
  }

  /** Returns a text; an empty one when it is absent. */
  public String text(String name) {
    return find(name).orElse("");
  }

  /** Returns the value of a member with few values. */
  public String choice(String name, String byDefault) {
    return find(name).orElse(byDefault);
  }

  /** Returns the values that must be masked. */
  public List<String> secrets() {
    return values.entrySet().stream()
        .filter(it -> SECRET.contains(it.getKey()) || (isInSecret && NAMES.contains(it.getKey())))
        .flatMap(it -> it.getValue().stream())
        .toList();
  }

  /** Returns a digest that is equal for equal members of the same scheme and workspace only. */
  public String fingerprint(String scheme, String workspace) {
    Map<String, List<String>> all = new TreeMap<>(values);
    all.put("/scheme", List.of(scheme));
    all.put("/workspace", List.of(workspace));
    String text = Json.write(Json.MAPPER.valueToTree(all));
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
