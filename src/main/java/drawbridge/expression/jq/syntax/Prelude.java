package drawbridge.expression.jq.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions that are written in jq: {@code prelude.jq}. */
final class Prelude {

  /** All of them; read once. */
  static final @Nullable Names NAMES = read();

  private Prelude() {}

  private static @Nullable Names read() {
    try (InputStream text = Prelude.class.getResourceAsStream("prelude.jq")) {
      byte[] all = Objects.requireNonNull(text, "prelude.jq").readAllBytes();
      return Definitions.all(new String(all, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
