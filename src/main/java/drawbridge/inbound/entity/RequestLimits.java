package drawbridge.inbound.entity;

/**
 * What one request may bring.
 *
 * @param maxBody bytes of the body (C3)
 * @param maxBatch entries of a batch (B8)
 */
public record RequestLimits(int maxBody, int maxBatch) {

  /** The limits that CONTRACT.md names: 1 MiB and 1,000 entries. */
  public static final RequestLimits DEFAULT = new RequestLimits(1 << 20, 1000);

  public RequestLimits {
    if (maxBody < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "limits start at 1: body " + maxBody + ", batch " + maxBatch);
    }
  }
}
