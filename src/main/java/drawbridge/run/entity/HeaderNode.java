package drawbridge.run.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of headers by name in lower case. Finds a header by a name of any case (C9). */
@SuppressWarnings("unchecked") // the inherited deepCopy, as Jackson declares it
final class HeaderNode extends ObjectNode {

  private static final long serialVersionUID = 1;

  HeaderNode(Map<String, String> headers) {
    super(Json.NODES);
    headers.forEach(this::put);
  }

  @Override
  public @Nullable JsonNode get(String name) {
    return super.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public JsonNode path(String name) {
    return super.path(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean has(String name) {
    return get(name) != null;
  }
}
