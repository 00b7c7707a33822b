package drawbridge.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a document somebody gave us: a request body, a definition, a
 * setting.
 *
 * @param pointer JSON pointer (RFC 6901) to the place; empty for the whole document
 * @param detail what is wrong and what would be right, for a person; never holds a secret
 * @param line line in the text, from 1; 0 where the text has no lines worth naming
 * @param column column in that line, from 1; 0 where unknown
 * @param file name of the file, where the document has several
 */
public record Fault(String pointer, String detail, int line, int column, @Nullable String file) {

  public Fault {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(detail, "detail");
  }

  /** In a document that is one file. */
  public Fault(String pointer, String detail, int line, int column) {
    this(pointer, detail, line, column, null);
  }

  /** The same in a file among several. */
  public Fault in(String name) {
    return new Fault(pointer, detail, line, column, name);
  }

  /** The place, as far as it has one, and the detail. */
  public String inWords() {
    return file == null ? placed() : file + ": " + placed();
  }

  private String placed() {
    String lines = line > 0 ? "line " + line + ", column " + column + ": " : "";
    return lines + (pointer.isEmpty() ? "" : pointer + ": ") + detail;
  }

  /** A fault without a line: request bodies and settings. */
  public static Fault at(String pointer, String detail) {
    return new Fault(pointer, detail, 0, 0);
  }
}
