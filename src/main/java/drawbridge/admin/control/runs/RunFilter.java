package drawbridge.admin.control.runs;

import drawbridge.inbound.entity.Uid;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.binding.UuidText;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Narrows a search of runs: in the query of a request, in a body, and in a stored bulk replay. An
 * empty text is not set.
 */
public record RunFilter(
    @OneOf({"queued", "running", "waiting", "succeeded", "failed", "cancelled"})
        @Nullable String status,
    @Storable @Nullable String workflow,
    @Storable @Nullable String uid,
    @UuidText @Nullable String request,
    @UuidText @Nullable String replay,
    @UuidText @Nullable String issue,
    @IsoInstant @Nullable String from,
    @IsoInstant @Nullable String to,
    @Storable @Nullable String q) {

  public RunFilter {
    status = set(status);
    workflow = set(workflow);
    uid = set(uid);
    request = set(request);
    replay = set(replay);
    issue = set(issue);
    from = set(from);
    to = set(to);
    q = set(q);
  }

  private static @Nullable String set(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns the filter for the failed runs of an issue. */
  public static RunFilter ofIssue(String id) {
    return new RunFilter(null, null, null, null, null, id, null, null, null);
  }

  /** Returns the filters of a query, without its page. */
  public static RunFilter of(RunQuery query) {
    return new RunFilter(
        query.status().map(RunState::label).orElse(null),
        query.workflow().orElse(null),
        query.uid().orElse(null),
        query.request().orElse(null),
        query.replay().orElse(null),
        query.issue().orElse(null),
        query.from().map(Instant::toString).orElse(null),
        query.to().map(Instant::toString).orElse(null),
        query.text().orElse(null));
  }

  /**
   * Parses a text of {@link #toJson}.
   *
   * @throws IllegalStateException when the text is invalid, for example when a newer version wrote
   *     it
   */
  public static RunFilter stored(String json) {
    List<Fault> faults = new ArrayList<>();
    return JsonBinding.read(JsonBinding.object(json), RunFilter.class, faults)
        .orElseThrow(() -> new IllegalStateException("a stored query has faults: " + faults));
  }

  /** Returns a JSON object of the filters that are set. */
  public String toJson() {
    return JsonBinding.write(this);
  }

  /** Returns a page of the runs that pass. */
  public RunQuery page(Optional<String> before, int limit) {
    return new RunQuery(
        Optional.ofNullable(status).map(it -> RunState.valueOf(it.toUpperCase(Locale.ROOT))),
        Optional.ofNullable(workflow),
        Optional.ofNullable(uid).map(it -> Uid.of(it).value()),
        Optional.ofNullable(request).map(text -> text.toLowerCase(Locale.ROOT)),
        Optional.ofNullable(replay).map(text -> text.toLowerCase(Locale.ROOT)),
        Optional.ofNullable(issue).map(text -> text.toLowerCase(Locale.ROOT)),
        Optional.ofNullable(from).map(Instant::parse),
        Optional.ofNullable(to).map(Instant::parse),
        Optional.ofNullable(q),
        before,
        limit);
  }
}
