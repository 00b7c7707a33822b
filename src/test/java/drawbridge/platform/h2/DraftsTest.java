package drawbridge.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {

  @TempDir Path data;

  @Test
  void onlyHalfWrittenFilesAreRemoved() throws IOException {
    Path backup = Files.createDirectory(data.resolve("backup"));
    Files.createTempFile(data, "database.password", ".draft");
    Files.createTempFile(data, "encryption.keys", ".draft");
    Files.createTempFile(backup, "backup", ".draft");
    Stream<Path> kept =
        Stream.of(
            data.resolve("database.password"),
            data.resolve("encryption.keys"),
            data.resolve("drawbridge.mv.db"),
            data.resolve("notes.draft"),
            backup.resolve("drawbridge-2026-01-01T000000Z.sql.gz"));
    for (Path file : kept.toList()) {
      Files.createFile(file);
    }
    Drafts.remove(data);
    try (Stream<Path> files = Files.walk(data).filter(Files::isRegularFile)) {
      assertThat(files.map(data::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "database.password",
              "encryption.keys",
              "drawbridge.mv.db",
              "notes.draft",
              "backup/drawbridge-2026-01-01T000000Z.sql.gz");
    }
  }

  @Test
  void directoryThatDoesNotExistIsLeft() {
    Drafts.remove(data.resolve("none"));
    assertThat(data.resolve("none")).doesNotExist();
  }
}
