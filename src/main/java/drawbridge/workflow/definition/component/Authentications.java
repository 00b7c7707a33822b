package drawbridge.workflow.definition.component;

import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.Authentication;
import drawbridge.workflow.model.AuthenticationMembers;
import drawbridge.workflow.model.AuthenticationScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compiles the authentication of calls: a policy, the name of a policy, or a secret with one. */
final class Authentications {

  private static final String RIGHT =
      "one of basic, bearer, digest, oauth2 and oidc, or {use: the name of one of"
          + " use.authentications}";

  /** Stands for a policy that is missing. */
  static final Authentication STAND_IN =
      new Authentication.InSecret(AuthenticationScheme.BEARER, "");

  private Authentications() {}

  static Authentication compile(
      DefinitionNode node, Components components, CompileContext context) {
    if (!node.json().has("use")) {
      return inline(node, context);
    }
    return node.object(
        RIGHT, members -> components.authentications().named(members.require("use", "a name")));
  }

  static Authentication inline(DefinitionNode node, CompileContext context) {
    NodeMembers members = node.members(RIGHT);
    members.refuse("; use basic, bearer, digest, oauth2 or oidc", "certificate");
    List<Authentication> found = new ArrayList<>();
    for (AuthenticationScheme scheme : AuthenticationScheme.values()) {
      members.find(scheme.policy()).ifPresent(it -> found.add(policy(scheme, it, context)));
    }
    members.end();
    if (node.isObject() && found.size() != 1 && !members.has("certificate")) {
      node.fault("must be exactly one of " + RIGHT.replace("one of basic", "basic"));
    }
    return found.isEmpty() ? STAND_IN : found.get(0);
  }

  private static Authentication policy(
      AuthenticationScheme scheme, DefinitionNode node, CompileContext context) {
    if (node.json().has("use")) {
      return node.object(
          "an object with `use` alone",
          members ->
              new Authentication.InSecret(
                  scheme,
                  members
                      .require("use", "a secret's name")
                      .literal("the name of a secret, which holds the policy as JSON")));
    }
    Map<String, DefinitionNode> given = new LinkedHashMap<>();
    collect(node, "", AuthenticationMembers.of(scheme), given);
    if (node.isObject()) {
      check(scheme, node, given);
    }
    Map<String, Value> members = new TreeMap<>();
    given.forEach((name, member) -> members.put(name, member(name, member, context)));
    members.keySet().removeAll(AuthenticationMembers.UNCALLED);
    return new Authentication.Inline(scheme, members);
  }

  /** Collects members by their names; a group of members becomes names with dots. */
  private static void collect(
      DefinitionNode node, String group, Set<String> names, Map<String, DefinitionNode> given) {
    Set<String> here =
        names.stream()
            .filter(name -> name.startsWith(group))
            .map(name -> name.substring(group.length()).split("\\.", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    NodeMembers members = node.members("an object with " + String.join(", ", here));
    for (String name : here) {
      String full = group + name;
      members
          .find(name)
          .ifPresent(
              member -> {
                if (names.contains(full)) {
                  given.put(full, member);
                } else {
                  collect(member, full + ".", names, given);
                }
              });
    }
    members.end();
  }

  private static void check(
      AuthenticationScheme scheme, DefinitionNode node, Map<String, DefinitionNode> given) {
    Map<String, String> choices = new TreeMap<>();
    given.forEach(
        (name, member) -> {
          if (AuthenticationMembers.CHOICES.containsKey(name)) {
            choices.put(name, member.literal("a literal"));
          } else if (AuthenticationMembers.UNCALLED.contains(name)) {
            member.text("a path");
            member.warning("never called: a token is used until it ends");
          }
        });
    AuthenticationMembers.faults(scheme, choices, given.keySet())
        .forEach(fault -> given.getOrDefault(fault.pointer(), node).fault(fault.detail()));
  }

  private static Value member(String name, DefinitionNode node, CompileContext context) {
    if (AuthenticationMembers.LISTS.contains(name)) {
      return list(node, context);
    } else if (name.equals("authority")) {
      return Endpoints.text(node, context);
    } else if (name.equals(AuthenticationMembers.TOKEN_PATH)) {
      String path = node.text("a path that begins with /");
      if (!path.isBlank() && !path.startsWith("/") && !node.hasReferences()) {
        node.fault("must be a path that begins with /; it is appended to the authority");
      }
      return context.value(node.withText(path), ValuePosition.ENDPOINT);
    }
    return context.text(node, ValuePosition.OUTBOUND, "text");
  }

  private static Value list(DefinitionNode node, CompileContext context) {
    boolean isEmpty = node.json().isArray() && node.json().isEmpty();
    List<Value> texts =
        isEmpty
            ? List.of()
            : node.elements("a list of texts").stream()
                .map(it -> context.text(it, ValuePosition.OUTBOUND, "text"))
                .toList();
    return scope -> {
      ArrayNode array = Json.NODES.arrayNode();
      texts.forEach(text -> array.add(text.resolve(scope)));
      return array;
    };
  }
}
