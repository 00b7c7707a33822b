package drawbridge.inbound.request;

import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data of one request, made when it is needed first (C9). Keeps at most 100 headers, and 16 KiB
 * of names and values of headers and query parameters; leaves out every further one that does not
 * fit. Used by one thread at a time. Not a record, since a record prints itself and a request may
 * contain secrets.
 */
public final class RequestCapture {

  private static final int MOST_HEADERS = 100;
  private static final int MOST_BYTES = 16 * 1024;
  private static final String SEPARATOR = ", ";

  private final String id;
  private final String method;
  private final Map<String, List<String>> headers;
  private final Map<String, List<String>> query;
  private final HiddenParts hidden;
  private final Optional<String> trigger;
  private final Arrival arrival;
  private @Nullable RequestData data;

  /**
   * @param headers all values of each header
   * @param query all values of each parameter, decoded
   * @param trigger the name of the trigger; empty for the workflow request URL
   * @param arrival who sent the request
   */
  public RequestCapture(
      String id,
      String method,
      Map<String, List<String>> headers,
      Map<String, List<String>> query,
      HiddenParts hidden,
      Optional<String> trigger,
      Arrival arrival) {
    this.id = id;
    this.method = method;
    this.headers = headers;
    this.query = query;
    this.hidden = hidden;
    this.trigger = trigger;
    this.arrival = arrival;
  }

  /** Returns the name of the trigger; empty for the workflow request URL. */
  public String trigger() {
    return trigger.orElse("");
  }

  /** Returns the data; the same for every call. */
  public RequestData data() {
    RequestData made = data;
    if (made == null) {
      made = make();
      data = made;
    }
    return made;
  }

  /** Returns what no run may see of the request. */
  public HiddenParts hidden() {
    return hidden;
  }

  private RequestData make() {
    Room room = new Room();
    Map<String, String> keptHeaders = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!hidden.hidesHeader(lower)) {
            keptHeaders.merge(
                hidden.address().masked(lower),
                joined(values),
                (one, other) -> one + SEPARATOR + other);
          }
        });
    room.fit(keptHeaders, MOST_HEADERS);
    Map<String, String> keptQuery = new TreeMap<>();
    query.forEach(
        (name, values) -> {
          if (!hidden.hidesParameter(name)) {
            keptQuery.put(hidden.address().masked(name), joined(values));
          }
        });
    room.fit(keptQuery, Integer.MAX_VALUE);
    return new RequestData(
        id, method, keptHeaders, keptQuery, trigger, room.isTruncated, false, arrival);
  }

  private String joined(List<String> values) {
    return hidden
        .address()
        .masked(values.size() == 1 ? values.get(0) : String.join(SEPARATOR, values));
  }

  /** The bytes that are left for names and values. */
  private static final class Room {
    private int left = MOST_BYTES;
    private boolean isTruncated;

    /** Removes entries that do not fit, in the order of their names. */
    void fit(Map<String, String> entries, int most) {
      int[] kept = {0};
      boolean isShorter =
          entries
              .entrySet()
              .removeIf(
                  entry -> {
                    int bytes = length(entry.getKey()) + length(entry.getValue());
                    boolean fits = kept[0] < most && bytes <= left;
                    if (fits) {
                      kept[0]++;
                      left -= bytes;
                    }
                    return !fits;
                  });
      isTruncated |= isShorter;
    }

    private static int length(String text) {
      return text.length() > MOST_BYTES
          ? text.length()
          : text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** Returns the id of the request only. */
  @Override
  public String toString() {
    return "RequestCapture " + id;
  }
}
