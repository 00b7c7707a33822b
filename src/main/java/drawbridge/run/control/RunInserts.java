package drawbridge.run.control;

import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.Rows;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.control.issue.IssueLedger;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.run.slots.RunSlots;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Inserts runs in the caller's transaction. Short runs are inserted with their ends (see {@link
 * ShortRuns}). Runs for which this node has a free slot begin at once, and are executed after the
 * commit. All others wait in their lanes.
 */
@Stateless
public class RunInserts {

  private static final int FIRST_ROW_VERSION = 1;

  private static final BulkInsert<Run> INSERT =
      BulkInsert.<Run>into("run")
          .text("id", Run::id)
          .text("workspace_id", Run::workspaceId)
          .text("workflow_id", Run::workflowId)
          .text("workflow_name", Run::workflowName)
          .text("version_id", Run::versionId)
          .number("version", Run::version)
          .text("uid", Run::uid)
          .text("request_id", Run::requestId)
          .text("state", run -> run.state().name())
          .longText("state_values", Run::stateValues)
          .longText("runtime", Run::runtime)
          .longText("output", Run::output)
          .longText("states", Run::states)
          .longText("problem", Run::problem)
          .time("due_at", Run::dueAt)
          .text("node", Run::node)
          .number("epoch", Run::epoch)
          .number("losses", Run::losses)
          .flag("cancel_requested", Run::isCancelRequested)
          .text("parent_run", Run::parentRun)
          .text("parent_step", Run::parentStep)
          .number("depth", Run::depth)
          .text("replay_of", Run::replayOf)
          .text("bulk_replay", Run::bulkReplay)
          .text("issue", Run::issue)
          .text("traceparent", run -> run.trace().map(TraceContext::traceparent).orElse(null))
          .text("tracestate", run -> run.trace().map(TraceContext::tracestate).orElse(null))
          .number("semantics", run -> run.semantics().number())
          .time("accepted_at", Run::acceptedAt)
          .time("started_at", Run::startedAt)
          .time("ended_at", Run::endedAt)
          .number("row_version", run -> FIRST_ROW_VERSION)
          .orFail();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @EJB Steps steps;
  @EJB Requests requests;
  @EJB IssueLedger issues;
  @Inject ShortRuns shortRuns;
  @Inject RunSlots slots;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<Ledger.Begun> begun;
  @Inject Event<Ledger.Ended> ended;

  /** Inserts runs without a journal, whose request has its row already. */
  public void insert(Collection<NewRun> runs) {
    insert(runs, List.of());
  }

  /** Inserts runs without a journal, with the rows of their requests. */
  public void insert(Collection<NewRun> runs, Collection<ReceivedRequest> received) {
    Instant now = clock.instant();
    Map<String, Run> mayBeShort = mayBeShort(runs, now);
    Map<String, List<Steps.Line>> journals = new HashMap<>();
    Map<String, RunState> states = new HashMap<>();
    Map<String, Issue> failed = new HashMap<>();
    List<Run> inserted = new ArrayList<>();
    for (RunEnd end : shortRuns.end(mayBeShort.values().stream().map(RunLease::of).toList())) {
      Run run = Objects.requireNonNull(mayBeShort.get(end.id()));
      run.end(end.ending());
      inserted.add(run);
      journals.put(run.id(), end.lines());
      states.put(run.id(), run.state());
      end.issue().ifPresent(issue -> failed.put(run.id(), issue));
    }
    inserted.addAll(
        begunOrQueued(runs.stream().filter(run -> !states.containsKey(run.id())).toList(), now));
    INSERT
        .of(inserted)
        .insertWith(List.of(steps.ofNewRuns(journals), requests.rows(received)), entities);
    issues.note(failed);
    if (!states.isEmpty()) {
      steps.count(journals);
      ended.fire(new Ledger.Ended(states, true));
    }
  }

  /** Inserts a run that continues after copies of these journal lines. */
  public void insert(NewRun run, List<Step> journal) {
    Rows copies = steps.copies(run.id(), journal);
    INSERT.of(begunOrQueued(List.of(run), clock.instant())).insertWith(List.of(copies), entities);
  }

  /** Returns the runs that may be short, begun; the end of a child also changes its parent. */
  private Map<String, Run> mayBeShort(Collection<NewRun> runs, Instant now) {
    Map<String, Run> found = new LinkedHashMap<>();
    for (NewRun wanted : runs) {
      if (wanted.workflow().mayBegin() && wanted.parent().isEmpty()) {
        Run run = new Run(wanted, now);
        run.begin(slots.node(), now);
        found.put(run.id(), run);
      }
    }
    return found;
  }

  private List<Run> begunOrQueued(Collection<NewRun> wanted, Instant now) {
    List<Run> runs = new ArrayList<>();
    List<RunLease> leases = new ArrayList<>();
    Set<Lane> lanes = new HashSet<>();
    for (NewRun each : wanted) {
      Run run = new Run(each, now);
      runs.add(run);
      Optional<RunLease> lease =
          each.workflow().mayBegin() ? slots.begin(run, now) : Optional.empty();
      lease.ifPresentOrElse(leases::add, () -> lanes.add(Lane.ofNew(run.workflowId())));
    }
    if (!leases.isEmpty()) {
      begun.fire(new Ledger.Begun(leases)); // before a statement may fail: frees the slots then
    }
    if (!lanes.isEmpty()) {
      queued.fire(new Ledger.Queued(lanes, now));
    }
    return runs;
  }
}
