package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.step.Step.CallHttp.Authentication;
import drawbridge.workflow.step.Step.CallHttp.Authentication.Basic;
import drawbridge.workflow.step.Step.CallHttp.Authentication.Bearer;

/** Authentication of calls: basic and bearer, given in place or by name. */
final class Authentications {

  private static final String RIGHT =
      "basic {username, password}, bearer {token} or the name of one of use.authentications";

  private Authentications() {}

  static Authentication compile(Node node, Components components, Bench bench) {
    if (!node.json().has("use")) {
      return inline(node, bench);
    }
    Members members = node.members(RIGHT);
    Authentication named =
        Components.named(
            members.require("use", "a name"),
            components.authentications(),
            "authentications",
            standIn());
    members.end();
    return named;
  }

  static Authentication inline(Node node, Bench bench) {
    Members members = node.members(RIGHT);
    members.refuse("; use basic or bearer", "digest", "oauth2", "oidc");
    boolean basic = members.has("basic");
    boolean bearer = members.has("bearer");
    boolean other = members.has("digest") || members.has("oauth2") || members.has("oidc");
    if (node.isObject() && (basic == bearer) && !(other && !basic)) {
      node.fault("needed is exactly one of " + RIGHT);
    }
    Authentication standIn = standIn();
    Authentication found = members.find("basic").map(b -> basic(b, bench)).orElse(standIn);
    Authentication given = members.find("bearer").map(b -> bearer(b, bench)).orElse(found);
    members.end();
    return given;
  }

  private static Authentication basic(Node node, Bench bench) {
    Members members = credentials(node, "an object with username and password");
    Value username = text(members, "username", bench);
    Value password = text(members, "password", bench);
    members.end();
    return new Basic(username, password);
  }

  private static Authentication bearer(Node node, Bench bench) {
    Members members = credentials(node, "an object with token");
    Value token = text(members, "token", bench);
    members.end();
    return new Bearer(token);
  }

  private static Members credentials(Node node, String what) {
    Members members = node.members(what);
    members.refuse(" here; name each secret in its member, as in {{secrets.<name>}}", "use");
    return members;
  }

  private static Value text(Members members, String name, Bench bench) {
    return bench.text(members.require(name, "text"), ValuePosition.OUTBOUND, "text");
  }

  private static Authentication standIn() {
    return new Bearer(scope -> NullNode.getInstance());
  }
}
