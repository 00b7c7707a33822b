package drawbridge.run.outbound.authorization.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.AuthenticationMembers;
import drawbridge.workflow.model.AuthenticationScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The resolved policy of a call. Does not print its values. */
public final class Policy {

  private final AuthenticationScheme scheme;
  private final Map<String, List<String>> members;
  private final String secret;
  private final String content;

  private Policy(
      AuthenticationScheme scheme,
      Map<String, List<String>> members,
      String secret,
      String content) {
    this.scheme = scheme;
    this.members = members;
    this.secret = secret;
    this.content = content;
  }

  /** Returns a policy of the definition, whose members were checked when it was saved. */
  public static Policy of(AuthenticationScheme scheme, Map<String, List<String>> members) {
    return new Policy(scheme, Map.copyOf(members), "", "");
  }

  /**
   * Returns a policy that a secret contains. It is read when it is used.
   *
   * @param secret the secret's name
   * @param content the secret's value, which should be an object in JSON
   */
  public static Policy inSecret(AuthenticationScheme scheme, String secret, String content) {
    return new Policy(scheme, Map.of(), secret, content);
  }

  public AuthenticationScheme scheme() {
    return scheme;
  }

  /**
   * Reads the members.
   *
   * @throws Invalid when a secret contains no usable policy
   */
  public PolicyMembers members() throws Invalid {
    return secret.isEmpty()
        ? new PolicyMembers(members, false)
        : new PolicyMembers(ofSecret(), true);
  }

  private Map<String, List<String>> ofSecret() throws Invalid {
    JsonNode tree;
    try {
      tree = Json.MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw invalid("is not JSON");
    }
    if (!tree.isObject()) {
      throw invalid("is not an object in JSON");
    }
    Map<String, List<String>> found = new TreeMap<>();
    collect(tree, "", found);
    Map<String, String> choices = new TreeMap<>();
    found.forEach(
        (name, values) -> {
          if (AuthenticationMembers.CHOICES.containsKey(name)) {
            choices.put(name, values.get(0));
          }
        });
    List<Fault> faults = AuthenticationMembers.faults(scheme, choices, found.keySet());
    if (!faults.isEmpty()) {
      String at = faults.get(0).pointer();
      throw invalid("has a fault: " + (at.isEmpty() ? "" : at + ": ") + faults.get(0).detail());
    }
    return found;
  }

  /**
   * Collects the members of an object. Messages do not contain their names, which may be secret.
   */
  private void collect(JsonNode object, String group, Map<String, List<String>> found)
      throws Invalid {
    Set<String> known = AuthenticationMembers.of(scheme);
    for (var field : object.properties()) {
      String name = group + field.getKey();
      JsonNode value = field.getValue();
      if (known.contains(name)) {
        found.put(name, texts(name, value));
      } else if (value.isObject() && known.stream().anyMatch(it -> it.startsWith(name + "."))) {
        collect(value, name + ".", found);
      } else {
        throw invalid(
            "has an unknown member; known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private List<String> texts(String name, JsonNode value) throws Invalid {
    boolean isList = AuthenticationMembers.LISTS.contains(name);
    if (isList != value.isArray()) {
      throw invalid("has a fault: " + name + " must be " + (isList ? "a list" : "a text"));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : isList ? value : List.of(value)) {
      if (!each.isTextual()) {
        throw invalid(
            "has a fault: " + name + " must be " + (isList ? "a list of texts" : "a text"));
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  private Invalid invalid(String what) {
    return new Invalid("the secret '" + secret + "', policy " + scheme.policy() + ", " + what);
  }

  /** A secret that contains no usable policy. The message contains no values. */
  public static final class Invalid extends Exception {

    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }
}
