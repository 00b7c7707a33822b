package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.model.TaskBody.CallHttp.Authentication;
import drawbridge.workflow.model.TaskBody.CallHttp.Authentication.Basic;
import drawbridge.workflow.model.TaskBody.CallHttp.Authentication.Bearer;

/** Compiles the authentication of calls: basic and bearer, given inline or by name. */
final class Authentications {

  private static final String RIGHT =
      "basic {username, password}, bearer {token} or the name of one of use.authentications";

  private static final Authentication STAND_IN = new Bearer(scope -> NullNode.getInstance());

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
    members.refuse("; use basic or bearer", "digest", "oauth2", "oidc");
    boolean basic = members.has("basic");
    boolean bearer = members.has("bearer");
    boolean other = members.has("digest") || members.has("oauth2") || members.has("oidc");
    if (node.isObject() && (basic == bearer) && !(other && !basic)) {
      node.fault("must be exactly one of " + RIGHT);
    }
    Authentication found = members.find("basic").map(b -> basic(b, context)).orElse(STAND_IN);
    Authentication given = members.find("bearer").map(b -> bearer(b, context)).orElse(found);
    members.end();
    return given;
  }

  private static Authentication basic(DefinitionNode node, CompileContext context) {
    NodeMembers members = credentials(node, "an object with username and password", "username");
    Value username = text(members, "username", context);
    Value password = text(members, "password", context);
    members.end();
    return new Basic(username, password);
  }

  private static Authentication bearer(DefinitionNode node, CompileContext context) {
    NodeMembers members = credentials(node, "an object with token", "token");
    Value token = text(members, "token", context);
    members.end();
    return new Bearer(token);
  }

  private static NodeMembers credentials(DefinitionNode node, String what, String example) {
    NodeMembers members = node.members(what);
    members.refuse(
        " here; write each member with its own secret, as in `"
            + node.name()
            + ": {"
            + example
            + ": '{{secrets.<name>}}'}`",
        "use");
    return members;
  }

  private static Value text(NodeMembers members, String name, CompileContext context) {
    return context.text(members.require(name, "text"), ValuePosition.OUTBOUND, "text");
  }
}
