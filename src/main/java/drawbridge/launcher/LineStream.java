package drawbridge.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes each complete line of UTF-8 text, without its end, to a consumer. */
final class LineStream extends OutputStream {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> sink;

  LineStream(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized void write(int octet) {
    if (octet == '\n') {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      sink.accept(text);
    } else if (octet != '\r') {
      line.write(octet);
    }
  }
}
