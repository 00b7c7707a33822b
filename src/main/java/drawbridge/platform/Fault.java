package drawbridge.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault in a document from outside: a request body, a definition, a setting.
 *
 * @param pointer JSON pointer (RFC 6901) to the faulty member; empty for the whole document
 * @param detail the fault and its correction; never holds a secret
 * @param line line of the text, from 1; 0 when it is not known
 * @param column column of that line, from 1; 0 when it is not known
 * @param file name of the file, when the document has several
 */
public record Fault(String pointer, String detail, int line, int column, @Nullable String file) {

  public Fault {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(detail, "detail");
  }

  /** Creates a fault of a document of one file. */
  public Fault(String pointer, String detail, int line, int column) {
    this(pointer, detail, line, column, null);
  }

  /** Returns the same fault with the name of its file. */
  public Fault in(String name) {
    return new Fault(pointer, detail, line, column, name);
  }

  /** Returns file, line and pointer, as far as they are known, and the detail. */
  public String inWords() {
    return file == null ? placed() : file + ": " + placed();
  }

  private String placed() {
    String lines = line > 0 ? "line " + line + ", column " + column + ": " : "";
    return lines + (pointer.isEmpty() ? "" : pointer + ": ") + detail;
  }

  /** Returns a fault without a line, for request bodies and settings. */
  public static Fault at(String pointer, String detail) {
    return new Fault(pointer, detail, 0, 0);
  }
}
