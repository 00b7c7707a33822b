package drawbridge.admin.boundary.wire;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the query of a request into a record of texts. Refuses it with every fault at once, unknown
 * parameters included, because a misspelt filter would find everything. An empty parameter is not
 * set. A component that is a record takes the parameters of its own components.
 */
public final class QueryParameters {

  private final Map<String, List<String>> query;
  private final List<Fault> faults = new ArrayList<>();

  private QueryParameters(UriInfo uri) {
    this.query = new TreeMap<>(uri.getQueryParameters());
  }

  /**
   * Reads the query.
   *
   * @throws Refused 400 with every fault
   */
  public static <T extends Record> T read(UriInfo uri, Class<T> type) {
    QueryParameters parameters = new QueryParameters(uri);
    JsonObjectBuilder json = parameters.taken(type);
    parameters.query.keySet().forEach(unknown -> json.add(unknown, JsonValue.NULL));
    List<Fault> found = new ArrayList<>();
    Optional<T> bound = JsonBinding.read(json.build(), type, found);
    found.forEach(
        it -> parameters.fault(it.pointer().substring(it.pointer().lastIndexOf('/') + 1), it));
    return bound
        .filter(it -> parameters.faults.isEmpty())
        .orElseThrow(() -> Refused.malformed(parameters.faults));
  }

  private JsonObjectBuilder taken(Class<?> type) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (component.getType().isRecord()) {
        json.add(name, taken(component.getType()));
      } else {
        text(name).ifPresent(text -> json.add(name, text));
      }
    }
    return json;
  }

  private Optional<String> text(String name) {
    List<String> values = Objects.requireNonNullElse(query.remove(name), List.of());
    if (values.size() > 1) {
      fault(name, Fault.at("", "must be given once"));
      return Optional.empty();
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  private void fault(String name, Fault fault) {
    String detail = "query parameter " + Json.decodePointer(name) + " " + fault.detail();
    faults.add(Fault.at("", detail));
  }
}
