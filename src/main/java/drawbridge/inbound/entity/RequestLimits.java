package drawbridge.inbound.entity;

/**
 * What one request may bring.
 *
 * @param maxBody bytes of the body (C3)
 * @param maxBatch entries of a batch (B8)
 * @param maxInherited characters of JSON that the entries of a batch take over from their parent,
 *     all together: a thousand entries under a parent of one MiB would be a gigabyte
 */
public record RequestLimits(int maxBody, int maxBatch, int maxInherited) {

  /** The limits that CONTRACT.md names, 1 MiB and 1,000 entries, and 16 MiB inherited. */
  public static final RequestLimits DEFAULT = new RequestLimits(1 << 20, 1000, 16 << 20);

  public RequestLimits {
    if (maxBody < 1 || maxBatch < 1 || maxInherited < 1) {
      throw new IllegalArgumentException(
          "limits start at 1: " + maxBody + ", " + maxBatch + ", " + maxInherited);
    }
  }
}
