package drawbridge.console.control;

import drawbridge.platform.Ids;
import drawbridge.run.entity.RunState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs of a workspace, newest first: the runs of each state (and workflow) are a stream of their
 * own along an index, and the streams are merged. So a state that one run in a million has is found
 * as fast as any other. Knows nothing of texts.
 */
final class RunStreams {

  /** A run gets its id a little before it is written down, and its time with that. */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final int MOST_WORKFLOWS = 50;

  /** Selects lines of runs {@code r}; predicates follow. */
  static final String LINES =
      "select new drawbridge.console.control.RunLine(r.id, r.state, r.workflowName,"
          + " r.workflowId, r.version, r.uid, r.requestId, r.acceptedAt, r.startedAt,"
          + " r.endedAt, r.parentRun, r.replayOf) from Run r where ";

  private final EntityManager entities;
  private final String workspaceId;
  private final RunQuery query;
  private final List<Optional<String>> workflows;

  RunStreams(EntityManager entities, String workspaceId, RunQuery query) {
    this.entities = entities;
    this.workspaceId = workspaceId;
    this.query = query;
    this.workflows = query.workflow().map(this::idsOf).orElse(List.of(Optional.empty()));
  }

  /** The newest of those that are asked for, whatever their texts; older than {@code before}. */
  List<RunLine> newest(Optional<String> before, int most) {
    List<RunLine> found = new ArrayList<>();
    for (Optional<String> workflow : workflows) {
      for (Optional<RunState> state : states()) {
        found.addAll(stream(workflow, state, before, most));
      }
    }
    found.sort(Comparator.comparing(RunLine::id).reversed());
    return List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  /** Few runs have the same uid or came with the same request: those need no streams. */
  private List<Optional<RunState>> states() {
    if (query.status().isPresent() || query.uid().isPresent() || query.request().isPresent()) {
      return List.of(query.status());
    }
    return Arrays.stream(RunState.values()).map(Optional::of).toList();
  }

  private List<RunLine> stream(
      Optional<String> workflow, Optional<RunState> state, Optional<String> before, int most) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> predicates = new ArrayList<>();
    Narrowing narrow =
        (predicate, value) ->
            value.ifPresent(
                it -> {
                  String name = "v" + values.size();
                  predicates.add(predicate + " :" + name);
                  values.put(name, it);
                });
    narrow.by("r.workspaceId =", Optional.of(workspaceId));
    narrow.by("r.workflowId =", workflow);
    narrow.by("r.state =", state);
    narrow.by("r.uid =", query.uid());
    narrow.by("r.requestId =", query.request());
    narrow.by("r.id <", before);
    narrow.by("r.acceptedAt >=", query.from());
    narrow.by("r.id >=", query.from().map(from -> Ids.floor(from.minus(SLACK))));
    narrow.by("r.acceptedAt <", query.to());
    narrow.by("r.id <", query.to().map(to -> Ids.floor(to.plus(SLACK))));
    TypedQuery<RunLine> select =
        entities.createQuery(
            LINES + String.join(" and ", predicates) + " order by " + order(workflow, state),
            RunLine.class);
    values.forEach(select::setParameter);
    return select.setMaxResults(most).getResultList();
  }

  private interface Narrowing {
    void by(String predicate, Optional<?> value);
  }

  /** As the index has its columns: H2 would sort all runs of the stream otherwise. */
  private static String order(Optional<String> workflow, Optional<RunState> state) {
    if (state.isEmpty()) {
      return "r.id desc";
    }
    return workflow.map(it -> "r.workflowId").orElse("r.workspaceId")
        + " desc, r.state desc, r.id desc";
  }

  /** Of all that ever had the name, removed ones too; and the one with that id. */
  private List<Optional<String>> idsOf(String nameOrId) {
    Set<String> ids = new LinkedHashSet<>();
    if (Ids.isUuid(nameOrId)) {
      ids.add(nameOrId.toLowerCase(Locale.ROOT));
    }
    ids.addAll(
        entities
            .createQuery(
                "select w.id from Workflow w where w.workspaceId = :workspace and w.name = :name"
                    + " order by w.id desc",
                String.class)
            .setParameter("workspace", workspaceId)
            .setParameter("name", nameOrId)
            .setMaxResults(MOST_WORKFLOWS)
            .getResultList());
    return ids.stream().map(Optional::of).toList();
  }
}
