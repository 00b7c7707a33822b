package drawbridge.inbound.control.limit;

import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.SettingName;

/**
 * Limits of the bodies that this node reads.
 *
 * @param maxTriggerBody the most bytes that a trigger may take; a trigger without a limit of its
 *     own takes {@code max-body}, like the workflow request URL
 * @param memory the bytes of memory for all bodies and their trees; 0 for a quarter of the heap
 */
public record BodySettings(
    @SettingName("drawbridge.inbound.max-trigger-body")
        @WholeNumber(min = 1024, max = BodySettings.LARGEST)
        int maxTriggerBody,
    @SettingName(value = "drawbridge.inbound.body-memory", absent = "0")
        @WholeNumber(min = 1 << 20, max = 1L << 40)
        long memory) {

  /** The most bytes of the largest setting: 32 MiB. */
  static final int LARGEST = 32 << 20;

  /** Triggers up to 8 MiB, and a quarter of the heap. */
  public static final BodySettings DEFAULT = new BodySettings(8 << 20, 0);

  public BodySettings {
    memory = memory == 0 ? Runtime.getRuntime().maxMemory() / 4 : memory;
  }
}
