package drawbridge.admin.control.list;

import drawbridge.platform.Fault;
import drawbridge.platform.store.StoreFailures;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finds the current versions that this release would refuse to save. Their runs fail at the tasks
 * concerned (X27). An earlier release saved them, so that one check after the start finds all.
 *
 * <p>The check reads one definition at a time and keeps the numbers of faults only. It yields the
 * timer between its batches.
 */
@ApplicationScoped
public class FaultyVersions {

  /** The most versions with a log line of their own. */
  static final int MOST_LINES = 20;

  static final int BATCH = 20;
  static final Duration PAUSE = Duration.ofMillis(100);
  static final Duration RETRY = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(FaultyVersions.class.getName());

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject WorkflowLines workflows;
  @Inject Catalogue catalogue;

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private String checkedUpTo = "";
  private volatile boolean stopping;

  /** The faults of a workflow's version. */
  private record Found(int version, int faults) {}

  /** Starts the check, which blocks neither the caller nor requests. Call it once. */
  public void begin() {
    later(PAUSE);
  }

  @PreDestroy
  void stop() {
    stopping = true;
  }

  /** Returns the number of faults of the current version; 0 also before the check reached it. */
  public int count(Workflow workflow) {
    return count(workflow.id(), workflow.version());
  }

  /** Returns the number of faults of the version of a line, as {@link #count(Workflow)}. */
  public int count(WorkflowLine line) {
    return count(line.id(), line.version());
  }

  private int count(String workflowId, int version) {
    Found known = found.get(workflowId);
    return known == null || known.version() != version ? 0 : known.faults();
  }

  private void later(Duration delay) {
    var unused = timer.schedule(this::checkBatch, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void checkBatch() {
    if (stopping) {
      return;
    }
    try {
      List<CurrentVersion> batch = workflows.after(checkedUpTo, BATCH);
      for (CurrentVersion version : batch) {
        check(version);
        checkedUpTo = version.workflowId();
      }
      if (batch.size() == BATCH) {
        later(PAUSE);
      } else {
        end();
      }
    } catch (RuntimeException | Error e) { // otherwise no further check follows
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot check the stored workflows for faults: {0}; will retry in {1} s",
          StoreFailures.inWords(e),
          RETRY.toSeconds());
      later(RETRY);
    }
  }

  private void check(CurrentVersion current) {
    List<Fault> faults = catalogue.faults(current.versionId());
    if (faults.isEmpty()) {
      return;
    }
    found.put(current.workflowId(), new Found(current.number(), faults.size()));
    if (found.size() <= MOST_LINES) {
      Fault first = faults.get(0);
      LOG.log(
          System.Logger.Level.WARNING,
          "workflow {0} of workspace {1}: version {2} has faults, the first of {3} at line {4}, column"
              + " {5}: {6}; runs fail at the tasks concerned until a corrected version is saved",
          current.name(),
          current.workspace(),
          current.number(),
          faults.size(),
          first.line(),
          first.column(),
          first.pointer());
    }
  }

  private void end() {
    if (found.size() > MOST_LINES) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} more workflows have current versions with faults; the lists of workflows in the"
              + " console and the API mark them",
          found.size() - MOST_LINES);
    }
  }
}
