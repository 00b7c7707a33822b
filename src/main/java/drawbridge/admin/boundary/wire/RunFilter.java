package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.binding.UuidText;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows a search of runs, in a query and in a body. An empty text is not set. */
public record RunFilter(
    @OneOf({"queued", "running", "waiting", "succeeded", "failed", "cancelled"})
        @Nullable String status,
    @Storable @Nullable String workflow,
    @Storable @Nullable String uid,
    @UuidText @Nullable String request,
    @IsoInstant @Nullable String from,
    @IsoInstant @Nullable String to,
    @Storable @Nullable String q) {

  public RunFilter {
    status = set(status);
    workflow = set(workflow);
    uid = set(uid);
    request = set(request);
    from = set(from);
    to = set(to);
    q = set(q);
  }

  private static @Nullable String set(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns a page of the runs that pass. */
  public RunQuery page(Optional<String> before, int limit) {
    return new RunQuery(
        Optional.ofNullable(status).map(RunFilter::state),
        Optional.ofNullable(workflow),
        Optional.ofNullable(uid),
        Optional.ofNullable(request).map(text -> text.toLowerCase(Locale.ROOT)),
        Optional.ofNullable(from).map(Instant::parse),
        Optional.ofNullable(to).map(Instant::parse),
        Optional.ofNullable(q),
        before,
        limit);
  }

  private static RunState state(String label) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
