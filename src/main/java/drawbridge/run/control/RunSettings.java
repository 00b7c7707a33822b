package drawbridge.run.control;

import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.WholeNumber;
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
 * @param memory mebibytes that the values of all executed runs may take; 0 for two fifths of the
 *     heap
 * @param shortTime CPU time below which a run may end in the transaction that inserts it; zero
 *     disables short runs
 */
public record RunSettings(
    @SettingName("drawbridge.run.concurrency") @WholeNumber(min = 1, max = 10_000) int concurrency,
    @SettingName(value = "drawbridge.run.concurrency-per-workflow", absent = "0")
        @WholeNumber(min = 1, max = 10_000)
        int concurrencyPerWorkflow,
    @SettingName("drawbridge.run.branches") @WholeNumber(min = 0, max = 10_000) int branches,
    @SettingName("drawbridge.run.sweep") @IsoDuration(min = "PT0.05S") Duration sweep,
    @SettingName("drawbridge.run.node-timeout") @IsoDuration(min = "PT3S") Duration nodeTimeout,
    @SettingName(value = "drawbridge.run.memory", absent = "0") @WholeNumber(min = 1, max = 1 << 20)
        int memory,
    @SettingName("drawbridge.run.short-time") @IsoDuration(min = "PT0S") Duration shortTime) {

  private static final long MIB = 1 << 20;

  public RunSettings {
    concurrencyPerWorkflow =
        concurrencyPerWorkflow == 0 ? Math.max(1, concurrency / 2) : concurrencyPerWorkflow;
    memory = memory == 0 ? (int) (Runtime.getRuntime().maxMemory() / 5 * 2 / MIB) : memory;
  }

  /** Returns the bytes that the values of all executed runs may take. */
  public long memoryBytes() {
    return memory * MIB;
  }

  @AssertTrue(
      message =
          "setting drawbridge.run.concurrency-per-workflow must not exceed"
              + " drawbridge.run.concurrency")
  boolean isConsistent() {
    return concurrencyPerWorkflow <= concurrency;
  }
}
