package drawbridge.workflow.definition;

import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.step.Step.CallHttp.Authentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** {@code endpoint}: a URI, or an object with the URI and its authentication. */
final class Endpoints {

  private static final String RIGHT = "a URI that begins with http:// or https://, or one ${ … }";

  private final Bench bench;
  private final Components components;

  Endpoints(Bench bench, Components components) {
    this.bench = bench;
    this.components = components;
  }

  Value uri(Node endpoint) {
    if (!endpoint.isObject()) {
      return text(endpoint);
    }
    Members members = endpoint.members(RIGHT);
    Value uri = text(members.require("uri", RIGHT));
    members.find("authentication");
    members.end();
    return uri;
  }

  Optional<Authentication> authentication(Node endpoint) {
    return endpoint.isObject()
        ? new Members(endpoint)
            .find("authentication")
            .map(node -> Authentications.compile(node, components, bench))
        : Optional.empty();
  }

  private Value text(Node node) {
    String uri = node.text(RIGHT);
    if (!uri.isBlank() && !node.isJq()) {
      check(node, uri);
    }
    return bench.value(node.withText(uri), ValuePosition.ENDPOINT);
  }

  private static void check(Node node, String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      node.fault(
          node.hasReferences()
              ? "the published schema wants the scheme written out; begin with http:// or https://,"
                  + " or give the whole endpoint as one ${ … }"
              : "needed is " + RIGHT);
    } else if (!node.hasReferences() && !isUri(uri)) {
      node.fault("not a URI; percent-encode what may not stand in one");
    }
  }

  private static boolean isUri(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
