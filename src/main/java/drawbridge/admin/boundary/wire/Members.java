package drawbridge.admin.boundary.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers as JSON trees; members without a value are left out. */
public final class Members {

  private final ObjectNode tree = Json.object();

  public Members with(String name, @Nullable String value) {
    if (value != null) {
      tree.put(name, value);
    }
    return this;
  }

  public Members with(String name, @Nullable Instant value) {
    return with(name, value == null ? null : value.toString());
  }

  public Members with(String name, long value) {
    tree.put(name, value);
    return this;
  }

  public Members with(String name, boolean value) {
    tree.put(name, value);
    return this;
  }

  public Members with(String name, JsonNode value) {
    tree.set(name, value);
    return this;
  }

  /** A column of JSON text. */
  public Members json(String name, @Nullable String text) {
    if (text != null) {
      tree.set(name, Json.read(text));
    }
    return this;
  }

  public Members texts(String name, List<String> values) {
    ArrayNode array = tree.putArray(name);
    values.forEach(array::add);
    return this;
  }

  public <T> Members list(String name, List<T> values, Function<T, Members> each) {
    ArrayNode array = tree.putArray(name);
    values.forEach(value -> array.add(each.apply(value).tree));
    return this;
  }

  public ObjectNode tree() {
    return tree;
  }

  /** The answer of a call. */
  public Response reply(int status) {
    return Response.status(status).type("application/json").entity(tree).build();
  }
}
