package drawbridge.ctl.terminal;

import jakarta.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard output and error of a command, in UTF-8. Each method writes whole lines and escapes what
 * is not visible.
 */
public final class Output {

  private final PrintStream out;
  private final PrintStream err;

  public Output(OutputStream out, OutputStream err) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  /**
   * Writes a line of the result.
   *
   * @throws BrokenPipe when its reader has ended
   */
  public void line(String text) {
    raw(Visible.of(text) + "\n");
  }

  /**
   * Writes a line that may have tabs, such as a line of a file.
   *
   * @throws BrokenPipe when its reader has ended
   */
  public void source(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\t", -1)) {
      parts.add(Visible.of(part));
    }
    raw(String.join("\t", parts) + "\n");
  }

  /**
   * Writes an object on one line.
   *
   * @throws BrokenPipe when its reader has ended
   */
  public void json(JsonObject object) {
    line(object.toString());
  }

  /**
   * Writes a text of this program as it is.
   *
   * @throws BrokenPipe when its reader has ended
   */
  public void raw(String text) {
    out.print(text);
    if (out.checkError()) {
      throw new BrokenPipe();
    }
  }

  /** Writes a line to standard error. */
  public void note(String text) {
    text.lines().forEach(line -> err.println(Visible.of(line)));
  }
}
