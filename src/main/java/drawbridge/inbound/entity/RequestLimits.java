package drawbridge.inbound.entity;

import drawbridge.platform.Problem;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.SettingName;

/**
 * Size limits of one request.
 *
 * @param maxBody the bytes of the body (C3)
 * @param maxBatch the entries of a batch (B8)
 * @param maxInherited the JSON characters that all entries together inherit from their parent; a
 *     thousand entries under a parent of one MiB would need a gigabyte
 */
public record RequestLimits(
    @SettingName("drawbridge.inbound.max-body") @WholeNumber(min = 1024, max = 1 << 30) int maxBody,
    @SettingName("drawbridge.inbound.max-batch") @WholeNumber(min = 1, max = 100_000) int maxBatch,
    @SettingName("drawbridge.inbound.max-inherited") @WholeNumber(min = 1024, max = 1 << 30)
        int maxInherited) {

  /** The defaults of CONTRACT.md, 1 MiB and 1,000 entries, and 16 MiB inherited. */
  public static final RequestLimits DEFAULT = new RequestLimits(1 << 20, 1000, 16 << 20);

  Problem batchTooLarge() {
    return tooLarge("The batch has more than " + maxBatch + " entries. Split it.");
  }

  /** Returns the 413 of a body whose array has more elements than a batch may have (T9). */
  public Problem tooManyEvents(String pointer) {
    return tooLarge(
        "The array at \"" + pointer + "\" has more than " + maxBatch + " elements. Send fewer.");
  }

  Problem inheritedTooLarge() {
    return tooLarge(
        "The entries inherit more than "
            + maxInherited
            + " characters from their parent. Send fewer entries or a smaller parent.");
  }

  private static Problem tooLarge(String detail) {
    return Problem.of("too-large", "Content too large", 413, detail);
  }
}
