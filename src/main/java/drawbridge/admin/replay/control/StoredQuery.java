package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of a run query in the store; its member names are those of the API. */
public record StoredQuery(
    @Nullable String status,
    @Nullable String workflow,
    @Nullable String uid,
    @Nullable String request,
    @Nullable String from,
    @Nullable String to,
    @Nullable String q) {

  /** Returns the filters of a query as a JSON object, without its page. */
  static String write(RunQuery query) {
    return JsonBinding.write(
        new StoredQuery(
            query.status().map(RunState::label).orElse(null),
            query.workflow().orElse(null),
            query.uid().orElse(null),
            query.request().orElse(null),
            query.from().map(Instant::toString).orElse(null),
            query.to().map(Instant::toString).orElse(null),
            query.text().orElse(null)));
  }

  /**
   * Parses a text of {@link #write}.
   *
   * @param before id of a run; only older runs match
   * @throws IllegalStateException when the text is invalid, for example when a newer version wrote
   *     it
   */
  static RunQuery read(String stored, String before) {
    List<Fault> faults = new ArrayList<>();
    return JsonBinding.read(JsonBinding.object(stored), StoredQuery.class, faults)
        .orElseThrow(() -> new IllegalStateException("a stored query has faults: " + faults))
        .olderThan(before);
  }

  private RunQuery olderThan(String run) {
    return new RunQuery(
        Optional.ofNullable(status).map(StoredQuery::state),
        Optional.ofNullable(workflow),
        Optional.ofNullable(uid),
        Optional.ofNullable(request),
        Optional.ofNullable(from).map(Instant::parse),
        Optional.ofNullable(to).map(Instant::parse),
        Optional.ofNullable(q),
        Optional.of(run),
        1);
  }

  private static RunState state(String label) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown state of runs: " + label));
  }
}
