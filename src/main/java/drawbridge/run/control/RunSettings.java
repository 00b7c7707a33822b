package drawbridge.run.control;

import drawbridge.platform.setting.AtLeast;
import drawbridge.platform.setting.Between;
import drawbridge.platform.setting.SettingName;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;

/**
 * Settings of the execution of runs.
 *
 * @param concurrency slots of this node
 * @param concurrencyPerWorkflow of these, slots for runs of one workflow; 0 for half of them
 * @param branches of forks that this node executes at once beside the threads of their runs
 * @param sweep interval of the sweep for due runs
 * @param nodeTimeout silence after which a node is dead
 * @param shortTime CPU time below which a run may end in the transaction that inserts it; zero
 *     disables short runs
 */
public record RunSettings(
    @SettingName("drawbridge.run.concurrency") @Between(min = 1, max = 10_000) int concurrency,
    @SettingName(value = "drawbridge.run.concurrency-per-workflow", absent = "0")
        @Between(min = 1, max = 10_000)
        int concurrencyPerWorkflow,
    @SettingName("drawbridge.run.branches") @Between(min = 0, max = 10_000) int branches,
    @SettingName("drawbridge.run.sweep") @AtLeast("PT0.05S") Duration sweep,
    @SettingName("drawbridge.run.node-timeout") @AtLeast("PT3S") Duration nodeTimeout,
    @SettingName("drawbridge.run.short-time") @AtLeast("PT0S") Duration shortTime) {

  public RunSettings {
    concurrencyPerWorkflow =
        concurrencyPerWorkflow == 0 ? Math.max(1, concurrency / 2) : concurrencyPerWorkflow;
  }

  @AssertTrue(
      message =
          "setting drawbridge.run.concurrency-per-workflow must not exceed"
              + " drawbridge.run.concurrency")
  boolean isConsistent() {
    return concurrencyPerWorkflow <= concurrency;
  }
}
