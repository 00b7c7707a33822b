package drawbridge.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import drawbridge.platform.BadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys come from the setting, else from a key file, else there are none. */
class KeySourceTest {

  private static final String H2 = "jdbc:h2:file:./data/drawbridge";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path directory;

  @Test
  void settingTakesPrecedenceAndCreatesNoFile() throws IOException {
    assertThat(KeySource.keyring(Optional.of("k1:" + KEY), H2, directory).ids())
        .containsExactly("k1");
    assertThat(names()).isEmpty();
  }

  @Test
  void firstStartCreatesTheKeyFile() {
    Path data = directory.resolve("not/yet/there");
    Keyring first = fromFile(data);
    SealedSecret sealed = first.seal("secret", "here");
    assertThat(fromFile(data).open(sealed, "here")).contains("secret");
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws IOException {
    assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix")).isTrue();
    fromFile(directory);
    assertThat(Files.getPosixFilePermissions(directory.resolve("encryption.keys")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(names()).containsExactly("encryption.keys");
  }

  @Test
  void existingFileIsNeverWritten() throws IOException {
    Path file = directory.resolve("encryption.keys");
    Files.writeString(file, "new:" + KEY + "\nold:" + KEY + "\n");
    assertThat(fromFile(directory).ids()).containsExactly("new", "old");
    assertThat(file).hasContent("new:" + KEY + "\nold:" + KEY + "\n");
    Files.writeString(file, "");
    assertThatThrownBy(() -> fromFile(directory)).isInstanceOf(BadSettings.class);
    assertThat(file).isEmptyFile();
  }

  @Test
  void concurrentStartsShareOneKey() throws Exception {
    int starts = 8;
    ExecutorService threads = Executors.newFixedThreadPool(starts);
    try {
      for (int round = 0; round < 50; round++) {
        Path data = directory.resolve("round" + round);
        CyclicBarrier line = new CyclicBarrier(starts);
        List<Future<Keyring>> all = new ArrayList<>();
        for (int each = 0; each < starts; each++) {
          all.add(
              threads.submit(
                  () -> {
                    line.await();
                    return fromFile(data);
                  }));
        }
        SealedSecret sealed = all.get(0).get().seal("secret", "here");
        for (Future<Keyring> each : all) {
          assertThat(each.get().open(sealed, "here")).contains("secret");
        }
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .hasSize(50)
          .containsOnly("encryption.keys");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/drawbridge",
        "jdbc:h2:tcp://db/drawbridge",
        "jdbc:h2:ssl://db/drawbridge"
      })
  void nodeWithASharedStoreCreatesNoKey(String store) throws IOException {
    assertThat(KeySource.keyring(Optional.of(" "), store, directory).isEmpty()).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void invalidSettingIsRefusedByName() {
    Optional<String> setting = Optional.of("k1:" + KEY + "x");
    assertThatThrownBy(() -> KeySource.keyring(setting, H2, directory))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("setting drawbridge.encryption.keys is invalid: key 1 must")
        .hasMessageNotContaining("AAEC");
  }

  @Test
  void invalidFileIsRefusedByName() throws IOException {
    Files.writeString(directory.resolve("encryption.keys"), KEY);
    assertThatThrownBy(() -> fromFile(directory))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining(directory.resolve("encryption.keys").toString())
        .hasMessageNotContaining("AAEC");
  }

  @Test
  void settingIsRequiredWhenNoFileCanBeCreated() throws IOException {
    Path file = Files.createFile(directory.resolve("no directory"));
    assertThatThrownBy(() -> fromFile(file))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("setting drawbridge.encryption.keys is required");
  }

  private static Keyring fromFile(Path directory) {
    return KeySource.keyring(Optional.empty(), H2, directory);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}
