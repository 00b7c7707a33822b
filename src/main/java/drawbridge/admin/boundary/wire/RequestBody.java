package drawbridge.admin.boundary.wire;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON object of a request into a record. Refuses it with every fault at once. */
public final class RequestBody {

  private static final int LONGEST = 64 * 1024;

  private RequestBody() {}

  /**
   * Reads a required body.
   *
   * @throws Refused 400 with every fault, 413 or 415
   */
  public static <T extends Record> T required(InputStream in, HttpHeaders headers, Class<T> type)
      throws IOException {
    return read(Bytes.text(in, headers, LONGEST), headers, type);
  }

  /**
   * Reads an optional body. An empty body, of any media type, is an empty object.
   *
   * @throws Refused 400 with every fault, 413 or 415
   */
  public static <T extends Record> T optional(InputStream in, HttpHeaders headers, Class<T> type)
      throws IOException {
    return optional(in, headers, LONGEST, type);
  }

  /**
   * Reads an optional body that may contain a webhook's body.
   *
   * @param longest the most bytes
   * @throws Refused 400 with every fault, 413 or 415
   */
  public static <T extends Record> T optional(
      InputStream in, HttpHeaders headers, int longest, Class<T> type) throws IOException {
    String text = Bytes.text(in, headers, longest);
    return text.isEmpty()
        ? bound(JsonValue.EMPTY_JSON_OBJECT, type, new ArrayList<>())
        : read(text, headers, type);
  }

  /**
   * Reads a required body whose form another class checks.
   *
   * @param faults receives the names that are given more than once
   * @throws Refused 400 when the text is not one JSON object, 413 or 415
   */
  public static JsonObject json(InputStream in, HttpHeaders headers, List<Fault> faults)
      throws IOException {
    return json(Bytes.text(in, headers, LONGEST), headers, faults);
  }

  private static JsonObject json(String text, HttpHeaders headers, List<Fault> faults) {
    if (!Bytes.isOf(headers.getMediaType(), Set.of("application/json"))) {
      throw Bytes.unsupported("Send application/json in UTF-8.");
    }
    return JsonText.object(text, faults).orElseThrow(() -> Refused.malformed(faults));
  }

  private static <T extends Record> T read(String text, HttpHeaders headers, Class<T> type) {
    List<Fault> faults = new ArrayList<>();
    return bound(json(text, headers, faults), type, faults);
  }

  private static <T extends Record> T bound(JsonObject json, Class<T> type, List<Fault> faults) {
    Optional<T> bound = JsonBinding.read(json, type, faults);
    return bound.filter(it -> faults.isEmpty()).orElseThrow(() -> Refused.malformed(faults));
  }
}
