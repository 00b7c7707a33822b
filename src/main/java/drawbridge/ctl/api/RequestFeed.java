package drawbridge.ctl.api;

import static drawbridge.ctl.api.Members.text;

import drawbridge.ctl.api.Api.Page;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests of a workspace as they come, each once. Uses the times of requests and no clock of
 * this machine, so that a poll after a restart of the server finds what came meanwhile.
 *
 * <p>The list shows a request when it is recorded, which may be after another one with a later
 * time. Therefore each poll asks for a stretch of time before the newest request again, and leaves
 * out what was returned. Clocks of nodes that differ by more than {@link #WIDE} hide requests.
 */
public final class RequestFeed {

  /** Longer than a request may take until it is recorded. */
  private static final Duration WIDE = Duration.ofSeconds(30);

  /** For most polls: nearly all requests are recorded by then. */
  private static final Duration NARROW = Duration.ofSeconds(3);

  private static final int POLLS_PER_WIDE_ONE = 5;

  /** Polls without a newer request, a second apart, after which all are recorded. */
  private static final int POLLS_UNTIL_QUIET = 40;

  private static final int LARGEST_PAGE = 200;

  private final Api api;
  private final Query filter;

  /** Ids that were returned or came before the begin, with their times. */
  private final Map<String, Instant> known = new HashMap<>();

  /** The time of the newest request at the last complete poll. */
  private Instant reached = Instant.EPOCH;

  private int polls;
  private int quiet;

  /**
   * Creates a feed.
   *
   * @param filter parameters of the list, without its page and times; the feed changes it
   */
  public RequestFeed(Api api, Query filter) {
    this.api = api;
    this.filter = filter;
  }

  /**
   * Returns the latest requests, oldest first, and begins after them.
   *
   * @param lines from 0 to 200
   */
  public List<JsonObject> begin(int lines) {
    reached = newest();
    Page page = api.page(path(), filter.with("limit", Math.max(1, lines)));
    List<JsonObject> latest = new ArrayList<>(lines > 0 ? page.items("requests") : List.of());
    Collections.reverse(latest);
    Instant last = latest.isEmpty() ? reached : time(latest.get(latest.size() - 1));
    if (reached.isAfter(Instant.EPOCH)) {
      since(reached.minus(WIDE)).stream()
          .filter(it -> !time(it).isAfter(last))
          .forEach(this::remember);
    }
    latest.forEach(this::remember);
    return latest;
  }

  /** Returns the requests that the list shows since the last call, oldest first. */
  public List<JsonObject> next() {
    Instant newest = newest();
    quiet = newest.isAfter(reached) ? 0 : quiet + 1;
    if (quiet > POLLS_UNTIL_QUIET || newest.equals(Instant.EPOCH)) {
      return List.of();
    }
    polls++;
    boolean isFirst = reached.equals(Instant.EPOCH);
    Instant from = reached.minus(polls % POLLS_PER_WIDE_ONE == 0 ? WIDE : NARROW);
    List<JsonObject> fresh = new ArrayList<>(since(isFirst ? Instant.EPOCH : from));
    fresh.removeIf(request -> known.containsKey(id(request)));
    fresh.forEach(this::remember);
    reached = newest.isAfter(reached) ? newest : reached;
    known.values().removeIf(time -> time.isBefore(reached.minus(WIDE).minus(WIDE)));
    return fresh;
  }

  /** Returns the time of the newest request, whatever the filter; the epoch for none. */
  private Instant newest() {
    return api.page(path(), new Query().with("limit", 1)).items("requests").stream()
        .map(RequestFeed::time)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  /** Returns all requests since a time, oldest first. */
  private List<JsonObject> since(Instant from) {
    Query query = filter.with("limit", LARGEST_PAGE).with("from", from).with("cursor", null);
    Page page = api.page(path(), query);
    List<JsonObject> all = new ArrayList<>(page.items("requests"));
    while (page.next().isPresent()) {
      page = api.page(path(), query.with("cursor", page.next().get()));
      all.addAll(page.items("requests"));
    }
    Collections.reverse(all);
    return all;
  }

  private String path() {
    return api.inWorkspace("requests");
  }

  private void remember(JsonObject request) {
    known.put(id(request), time(request));
  }

  private static String id(JsonObject request) {
    return text(request, "requestId");
  }

  private static Instant time(JsonObject request) {
    return Members.time(request, "receivedAt");
  }
}
