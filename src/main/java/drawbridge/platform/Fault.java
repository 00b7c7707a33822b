package drawbridge.platform;

import java.util.Objects;

/**
 * One thing that is wrong with a document somebody gave us: a request body, a definition, a
 * setting.
 *
 * @param pointer JSON pointer (RFC 6901) to the place; empty for the whole document
 * @param detail what is wrong and what would be right, for a person; never holds a secret
 * @param line line in the text, from 1; 0 where the text has no lines worth naming
 * @param column column in that line, from 1; 0 where unknown
 */
public record Fault(String pointer, String detail, int line, int column) {

  public Fault {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(detail, "detail");
  }

  /** The place, as far as it has one, and the detail. */
  public String inWords() {
    String lines = line > 0 ? "line " + line + ", column " + column + ": " : "";
    return lines + (pointer.isEmpty() ? "" : pointer + ": ") + detail;
  }

  /** A fault without a line: request bodies and settings. */
  public static Fault at(String pointer, String detail) {
    return new Fault(pointer, detail, 0, 0);
  }
}
