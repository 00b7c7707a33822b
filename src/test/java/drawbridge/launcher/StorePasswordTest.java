package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePasswordTest {

  private final Path data;
  private final Map<String, String> set = new HashMap<>();
  private final StorePassword password = new StorePassword(set::get);

  StorePasswordTest(@TempDir Path directory) {
    data = directory.resolve("data");
    set.put("drawbridge.data.directory", data.toString());
  }

  @Test
  void newDirectoryGetsAPasswordThatOnlyItsOwnerReads() throws IOException {
    String generated = password.password().orElseThrow();
    assertThat(generated).matches("[A-Za-z0-9_-]{32}");
    assertThat(password.password()).contains(generated);
    assertThat(rights(data)).isEqualTo("rwx------");
    assertThat(rights(data.resolve("database.password"))).isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  /** A kill leaves the draft: before its content, before the link, or after it. */
  @Test
  void draftOfAKilledStartIsNeverAPassword() throws IOException {
    Files.createDirectories(data);
    Files.createFile(data.resolve("database.password1.draft"));
    Files.writeString(data.resolve("database.password2.draft"), "of-the-killed-start");
    String generated = password.password().orElseThrow();
    assertThat(generated).matches("[A-Za-z0-9_-]{32}");
    Files.createLink(data.resolve("database.password3.draft"), data.resolve("database.password"));
    assertThat(password.password()).contains(generated);
  }

  @Test
  void passwordOrStoreOfTheOperatorIsLeftAlone() throws IOException {
    set.put("drawbridge.database.password", "of-the-operator");
    assertThat(password.password()).isEmpty();
    set.remove("drawbridge.database.password");
    set.put("drawbridge.database.url", "jdbc:postgresql://db/drawbridge");
    assertThat(password.password()).isEmpty();
    assertThat(data).doesNotExist();
  }

  @Test
  void directoryThatCannotBeMadeIsLeftToTheStore() throws IOException {
    Files.createFile(data);
    assertThat(password.password()).isEmpty();
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
