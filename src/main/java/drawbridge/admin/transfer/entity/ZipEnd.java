package drawbridge.admin.transfer.entity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end record of a zip (APPNOTE 4.3.16). A stream of entries does not read it, and so takes the
 * beginning of a zip for a whole one.
 */
final class ZipEnd {

  private static final int SIGNATURE = 0x06054b50;
  private static final int LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRIES = 10;
  private static final int DIRECTORY_SIZE = 12;
  private static final int DIRECTORY_OFFSET = 16;
  private static final int COMMENT = 20;
  private static final int NONE = -1;

  private ZipEnd() {}

  /** Returns whether the zip has its end, and the list of its files is directly before it. */
  static boolean isWhole(byte[] zip) {
    return at(zip) != NONE;
  }

  /** Returns the number of files that a whole zip lists. */
  static int entries(byte[] zip) {
    return bytes(zip).getShort(at(zip) + ENTRIES) & 0xffff;
  }

  private static int at(byte[] zip) {
    ByteBuffer bytes = bytes(zip);
    int last = zip.length - LENGTH;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (bytes.getInt(at) == SIGNATURE
          && (bytes.getShort(at + COMMENT) & 0xffff) == last - at
          && unsigned(bytes, at + DIRECTORY_OFFSET) + unsigned(bytes, at + DIRECTORY_SIZE) == at) {
        return at;
      }
    }
    return NONE;
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }

  private static ByteBuffer bytes(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
  }
}
