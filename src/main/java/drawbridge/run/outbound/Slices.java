package drawbridge.run.outbound;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * Finds all slices of one length of given texts in another text, by rolling hashes (Rabin and
 * Karp): in one pass, whatever the number of slices is. A collision of hashes of 64 bits finds too
 * much, never too little. Immutable.
 */
final class Slices {

  private static final long BASE = 0x9E3779B97F4A7C15L;
  private static final int FILTER_BITS = 1 << 16;

  private final int length;
  private final long[] hashes;
  private final BitSet filter = new BitSet(FILTER_BITS);
  private final long outgoing;

  /**
   * @param texts of at least {@code length} characters each
   */
  Slices(int length, Collection<String> texts) {
    this.length = length;
    long power = 1;
    for (int i = 0; i < length; i++) {
      power *= BASE;
    }
    this.outgoing = power;
    this.hashes = texts.stream().flatMapToLong(it -> Arrays.stream(hashes(it))).sorted().toArray();
    for (long hash : hashes) {
      filter.set(bit(hash));
    }
  }

  private long[] hashes(String text) {
    long[] all = new long[text.length() - length + 1];
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text, i);
      if (i >= length - 1) {
        all[i - length + 1] = hash;
      }
    }
    return all;
  }

  private long next(long hash, CharSequence text, int at) {
    long added = hash * BASE + text.charAt(at) + 1;
    return at < length ? added : added - outgoing * (text.charAt(at - length) + 1);
  }

  private static int bit(long hash) {
    return (int) (hash >>> 48);
  }

  /** Sets the bits of all characters that are in a slice. */
  void mark(CharSequence text, BitSet marked) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text, i);
      boolean isFound =
          i >= length - 1 && filter.get(bit(hash)) && Arrays.binarySearch(hashes, hash) >= 0;
      if (isFound) {
        marked.set(i - length + 1, i + 1);
      }
    }
  }
}
