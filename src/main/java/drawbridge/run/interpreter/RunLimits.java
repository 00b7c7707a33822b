package drawbridge.run.interpreter;

import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.SettingName;
import java.time.Duration;

/**
 * Limits of one run (X7). No {@code catch} handles the error of an exceeded limit.
 *
 * @param steps executed tasks, including repeated ones
 * @param nesting depth of flows inside flows
 * @param runTime from the first start, including waits
 * @param output bytes of one step's output as JSON in UTF-8
 * @param stored bytes of JSON in the run's journal
 * @param memory mebibytes that the values of the run may take; 0 for a quarter of the heap
 * @param childDepth depth of child runs
 */
public record RunLimits(
    @SettingName("drawbridge.run.max-steps") @WholeNumber(min = 1, max = 1_000_000) int steps,
    @SettingName("drawbridge.run.max-nesting") @WholeNumber(min = 1, max = 500) int nesting,
    @SettingName("drawbridge.run.max-time") @IsoDuration(min = "PT1S") Duration runTime,
    @SettingName("drawbridge.run.max-output") @WholeNumber(min = 1024, max = 1 << 28) int output,
    @SettingName("drawbridge.run.max-stored") @WholeNumber(min = 1024, max = 1 << 30) int stored,
    @SettingName(value = "drawbridge.run.max-memory", absent = "0")
        @WholeNumber(min = 1, max = 1 << 20)
        int memory,
    @SettingName("drawbridge.run.max-depth") @WholeNumber(min = 1, max = 100) int childDepth) {

  private static final int MIB = 1 << 20;

  /** Bytes of output and states as JSON: one transaction writes them, beside those of others. */
  private static final int END = 16 * MIB;

  public RunLimits {
    memory = memory == 0 ? (int) Math.max(1, Runtime.getRuntime().maxMemory() / 4 / MIB) : memory;
  }

  /** Returns the bytes of JSON that the output and the states of an ended run may have. */
  int end() {
    return Math.min(stored, END);
  }

  /** Returns the bytes that the values of the run may take. */
  long memoryBytes() {
    return (long) memory * MIB;
  }
}
