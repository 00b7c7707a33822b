package drawbridge.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All results of a benchmark. */
public record Report(
    String form, Machine machine, List<StoreFigures> stores, List<MicroFigures> micro) {

  /** Writes {@code report.json} and {@code report.html}. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve("report.json").toFile(), this);
    Files.writeString(directory.resolve("report.html"), new Page(this).html());
  }
}
