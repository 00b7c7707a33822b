package drawbridge.inbound.body;

import drawbridge.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects bytes of a body under a limit, and charges their memory while they arrive. */
public final class BodyBytes {

  private static final int PART = 1 << 16;

  /** The header of an array, and its reference in a list that grows by half. */
  private static final int PART_COST = 16 + 8;

  private final BodyLimit limit;
  private final Allowance memory;
  private final List<byte[]> parts = new ArrayList<>();
  private int length;

  BodyBytes(BodyLimit limit, Allowance memory) {
    this.limit = limit;
    this.memory = memory;
  }

  /**
   * Receives a body. Reads at most 64 KiB above the limit.
   *
   * @param announced the length that the sender announced; -1 for none
   * @param whole receives all bytes
   * @param refused receives a 413 or 503
   */
  public static <R> R receive(
      InputStream in,
      long announced,
      BodyLimit limit,
      Allowance memory,
      Function<byte[], R> whole,
      Function<Problem, R> refused)
      throws IOException {
    byte[] bytes;
    try {
      BodyBytes received = new BodyBytes(limit, memory);
      if (announced > limit.bytes()) {
        throw limit.exceeded();
      }
      int most;
      byte[] part;
      do {
        most = received.next(announced);
        part = in.readNBytes(most);
        received.add(part);
      } while (part.length == most);
      bytes = received.toArray();
    } catch (Unreadable e) {
      return refused.apply(e.problem());
    }
    return whole.apply(bytes);
  }

  /**
   * Returns the most bytes to read next: one above the limit or the announced length, so that the
   * end of the body is seen. A short body gets a short array.
   */
  private int next(long announced) {
    long left = Math.min(PART, limit.bytes() - length + 1L);
    return (int) (announced < length ? left : Math.min(left, announced - length + 1));
  }

  /** Adds bytes, which must not be changed later. */
  void add(byte[] part) throws Unreadable {
    if (part.length > limit.bytes() - length) {
      throw limit.exceeded();
    }
    if (part.length == 0) {
      return;
    }
    memory.take(part.length + PART_COST);
    parts.add(part);
    length += part.length;
  }

  byte[] toArray() throws Unreadable {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    memory.take(length);
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    memory.give(length + (long) PART_COST * parts.size());
    return whole;
  }
}
