package drawbridge.workflow.definition.component;

import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.Authentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compiles {@code endpoint}: a URI, or an object with the URI and its authentication. */
public record Endpoints(CompileContext context, Components components) {

  /** {@code {petId}}; what it may be called is checked where it is compiled. */
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");

  private static final String RIGHT = "a URI that begins with http:// or https://, or one ${ … }";

  public Value uri(DefinitionNode endpoint) {
    if (!endpoint.isObject()) {
      return text(endpoint, context);
    }
    return endpoint.object(
        RIGHT,
        members -> {
          Value uri = text(members.require("uri", RIGHT), context);
          members.find("authentication");
          return uri;
        });
  }

  public Optional<Authentication> authentication(DefinitionNode endpoint) {
    return endpoint.isObject()
        ? new NodeMembers(endpoint)
            .find("authentication")
            .map(node -> Authentications.compile(node, components, context))
        : Optional.empty();
  }

  static Value text(DefinitionNode node, CompileContext context) {
    String uri = node.text(RIGHT);
    if (!uri.isBlank() && !node.isJq()) {
      check(node, uri);
    }
    return context.value(node.withText(uri), ValuePosition.ENDPOINT);
  }

  private static void check(DefinitionNode node, String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      node.fault(
          node.hasReferences()
              ? "the published schema requires a literal scheme; begin with http:// or https://,"
                  + " or give the whole endpoint as one ${ … }"
              : "must be " + RIGHT);
    } else if (!node.hasReferences() && !isUri(VARIABLE.matcher(uri).replaceAll("x"))) {
      node.fault("not a URI; percent-encode the characters that a URI does not allow");
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
