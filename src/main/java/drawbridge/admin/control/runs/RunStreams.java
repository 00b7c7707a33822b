package drawbridge.admin.control.runs;

import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.run.entity.RunState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds runs of a workspace, newest first. Reads the runs of each state and workflow as a stream
 * along an index, and merges the streams. A rare state costs as much as a common one. Does not
 * search texts.
 */
final class RunStreams {

  /**
   * Bound on the time between the creation of an id and its commit. The time of a run is that of
   * its id.
   */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final int MOST_WORKFLOWS = 50;

  private final EntityManager entities;
  private final String workspaceId;
  private final RunQuery query;
  private final List<Optional<String>> workflows;
  private final boolean isEmpty;

  RunStreams(EntityManager entities, String workspaceId, RunQuery query) {
    this.entities = entities;
    this.workspaceId = workspaceId;
    this.query = query;
    this.workflows = query.workflow().map(this::idsOf).orElse(List.of(Optional.empty()));
    this.isEmpty =
        query.replay().filter(id -> !isOfWorkspace("BulkReplay", id)).isPresent()
            || query.issue().filter(id -> !isOfWorkspace("Issue", id)).isPresent();
  }

  /**
   * Returns the ids of the newest matching runs older than {@code before}; ignores the text of the
   * query. One statement reads all streams, so that a run that changes its state is found exactly
   * once.
   */
  List<String> newest(Optional<String> before, int most) {
    return select("f.id", " order by f.id desc limit " + most, before, most)
        .map(found -> List.copyOf(NativeTexts.of(found)))
        .orElse(List.of());
  }

  /** Returns the number of matching runs, at most {@code most}; ignores the text of the query. */
  long count(int most) {
    return select("count(*)", "", query.before(), most)
        .map(counted -> Math.min(most, ((Number) counted.getSingleResult()).longValue()))
        .orElse(0L);
  }

  /** Returns a selection from all streams; empty when no run matches. */
  private Optional<Query> select(String what, String end, Optional<String> before, int most) {
    List<Object> values = new ArrayList<>();
    List<String> streams = new ArrayList<>();
    for (Optional<String> workflow : workflows) {
      for (Optional<RunState> state : states()) {
        streams.add(stream(workflow, state, before, most, values));
      }
    }
    if (isEmpty || streams.isEmpty()) {
      return Optional.empty();
    }
    Query select =
        entities.createNativeQuery(
            "select " + what + " from (" + String.join(" union all ", streams) + ") f" + end);
    for (int place = 0; place < values.size(); place++) {
      select.setParameter(place + 1, values.get(place));
    }
    return Optional.of(select);
  }

  /**
   * Returns one stream for all states when the query has a uid or a request, which match few runs,
   * or an issue, whose runs have all failed.
   */
  private List<Optional<RunState>> states() {
    if (Stream.of(query.status(), query.uid(), query.request(), query.issue())
        .anyMatch(Optional::isPresent)) {
      return List.of(query.status());
    }
    return Arrays.stream(RunState.values()).map(Optional::of).toList();
  }

  /**
   * Returns the SQL of a stream. A stream of a workflow, a bulk replay or an issue does not name
   * the workspace: databases might choose an index of the workspace and read all of its runs. The
   * state is a literal: a plan for any state may read all runs in the order of ids when no run has
   * the state.
   */
  private String stream(
      Optional<String> workflow,
      Optional<RunState> state,
      Optional<String> before,
      int most,
      List<Object> values) {
    List<String> predicates = new ArrayList<>();
    Narrowing narrow =
        (predicate, value) ->
            value.ifPresent(
                it -> {
                  values.add(it);
                  predicates.add(predicate + " ?" + values.size());
                });
    boolean isWide = workflow.isEmpty() && query.replay().isEmpty() && query.issue().isEmpty();
    narrow.by("r.workspace_id =", isWide ? Optional.of(workspaceId) : Optional.empty());
    narrow.by("r.bulk_replay =", query.replay());
    narrow.by("r.issue =", query.issue());
    narrow.by("r.workflow_id =", workflow);
    state.ifPresent(it -> predicates.add("r.state = '" + it.name() + "'"));
    narrow.by("r.uid =", query.uid());
    narrow.by("r.request_id =", query.request());
    narrow.by("r.id <", before);
    narrow.by("r.accepted_at >=", query.from().map(InstantColumn::micros));
    narrow.by("r.id >=", query.from().map(from -> Ids.floor(from.minus(SLACK))));
    narrow.by("r.accepted_at <", query.to().map(InstantColumn::micros));
    narrow.by("r.id <", query.to().map(to -> Ids.floor(to.plus(SLACK))));
    return "(select r.id from run r where "
        + String.join(" and ", predicates)
        + " order by "
        + order(workflow, state)
        + " limit "
        + most
        + ")";
  }

  private interface Narrowing {
    void by(String predicate, Optional<?> value);
  }

  /**
   * Returns the order of the columns of the index. With another order, H2 sorts all runs of the
   * stream.
   */
  private String order(Optional<String> workflow, Optional<RunState> state) {
    if (query.issue().isPresent()) {
      return "r.issue desc, r.id desc";
    }
    if (state.isEmpty()) {
      return "r.id desc";
    }
    String first = workflow.isPresent() ? "r.workflow_id" : "r.workspace_id";
    return (query.replay().isPresent() ? "r.bulk_replay" : first)
        + " desc, r.state desc, r.id desc";
  }

  private boolean isOfWorkspace(String entity, String id) {
    return !entities
        .createQuery(
            "select e.id from " + entity + " e where e.workspaceId = :workspace and e.id = :id",
            String.class)
        .setParameter("workspace", workspaceId)
        .setParameter("id", id)
        .getResultList()
        .isEmpty();
  }

  /**
   * Returns the ids of all workflows that had the name, removed ones included, and the workflow of
   * this id.
   */
  private List<Optional<String>> idsOf(String nameOrId) {
    return entities
        .createQuery(
            "select w.id from Workflow w where w.workspaceId = :workspace"
                + " and (w.name = :name or w.id = :id) order by w.id desc",
            String.class)
        .setParameter("workspace", workspaceId)
        .setParameter("name", nameOrId)
        .setParameter("id", nameOrId.toLowerCase(Locale.ROOT))
        .setMaxResults(MOST_WORKFLOWS)
        .getResultList()
        .stream()
        .map(Optional::of)
        .toList();
  }
}
