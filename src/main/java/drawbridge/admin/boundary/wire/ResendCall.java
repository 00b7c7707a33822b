package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestEdit;
import drawbridge.inbound.body.ContentType;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.UuidText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that sends a request again.
 *
 * @param body replaces the body; a text replaces a refused body that is not JSON
 * @param headers replace headers by name; null removes one
 * @param confirmed whether a request that has runs may start new ones
 * @param id of the new request: a second call with it returns the first result
 */
public record ResendCall(
    @Nullable JsonValue body,
    @Nullable JsonValue headers,
    @Nullable Boolean confirmed,
    @UuidText(message = "must be a UUID version 7 of the last hour") @Nullable String id) {

  /**
   * Returns what the call changes in a request.
   *
   * @throws Refused 400 when the headers are no object of texts
   */
  public RequestEdit edit(RequestDetail detail) {
    Map<String, Optional<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<Fault> faults = new ArrayList<>();
    if (headers instanceof JsonObject object) {
      object.forEach((name, value) -> add(changed, name, value, faults));
    } else if (headers != null) {
      faults.add(Fault.at("/headers", "must be an object"));
    }
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    return new RequestEdit(Optional.ofNullable(body).map(it -> text(detail, it)), changed);
  }

  private static void add(
      Map<String, Optional<String>> changed, String name, JsonValue value, List<Fault> faults) {
    if (value instanceof JsonString text) {
      changed.put(name, Optional.of(text.getString()));
    } else if (value == JsonValue.NULL) {
      changed.put(name, Optional.empty());
    } else {
      faults.add(Fault.at("/headers/" + Json.encodePointer(name), "must be a string or null"));
    }
  }

  private static String text(RequestDetail detail, JsonValue body) {
    boolean isJson =
        detail.refused().isEmpty()
            || detail
                .request()
                .contentType()
                .flatMap(ContentType::of)
                .map(ContentType::isJson)
                .orElse(true);
    return !isJson && body instanceof JsonString text ? text.getString() : body.toString();
  }
}
