package drawbridge.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepares real H2 files. */
class H2StartTest {

  private static final String GENERATED = "generated-by-the-launcher";

  private static final String TABLE_WITH_ROWS =
      "create table kept as select x, repeat('x', 100) from system_range(1, 5000)";

  private final Path data;
  private final H2File file;
  private final H2Start start;
  private final List<String> looks = new ArrayList<>();

  H2StartTest(@TempDir Path directory) {
    data = directory.resolve("data");
    String url = "jdbc:h2:file:" + data + "/drawbridge;MODE=PostgreSQL;WRITE_DELAY=0";
    file = H2File.of(url).orElseThrow();
    start = new H2Start(file, data, "drawbridge");
  }

  @Test
  void emptyDirectoryHasFilesThatOnlyTheirOwnerReads() throws Exception {
    prepare(GENERATED);
    write(GENERATED, "create table kept (id int)");
    assertThat(rights(data)).isEqualTo("rwx------");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(3).allSatisfy(it -> assertThat(rights(it)).isEqualTo("rw-------"));
    }
    assertThat(looks).isEmpty();
    prepare(GENERATED);
    assertThat(looks).containsExactly("KEPT");
  }

  @Test
  void fileWithTheDefaultPasswordGetsTheGeneratedOne() throws Exception {
    write("drawbridge", "create table kept (id int)");
    generate();
    prepare(GENERATED);
    assertOnly(GENERATED);
    prepare(GENERATED);
    assertThat(looks).containsExactly("KEPT", "KEPT");
  }

  @Test
  void passwordOfTheOperatorIsNeverGivenToAFile() throws Exception {
    write("drawbridge", "create table kept (id int)");
    assertThatThrownBy(() -> prepare("of-the-operator")).satisfies(H2StartTest::isRefused);
    assertOnly("drawbridge");
    generate();
    assertThatThrownBy(() -> prepare("of-the-operator")).satisfies(H2StartTest::isRefused);
    prepare("drawbridge");
    assertOnly("drawbridge");
  }

  @Test
  void lostPasswordIsRefused() throws Exception {
    write("lost", "create table kept (id int)");
    generate();
    assertThatThrownBy(() -> prepare(GENERATED)).satisfies(H2StartTest::isRefused);
    assertOnly("lost");
  }

  private static void isRefused(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
  }

  @Test
  void lookThatRefusesLeavesTheFileUnchanged() throws Exception {
    write("drawbridge", TABLE_WITH_ROWS);
    generate();
    byte[] before = Files.readAllBytes(file.path());
    assertThatThrownBy(
            () ->
                start.prepare(
                    GENERATED,
                    store -> {
                      throw new IllegalStateException("rows of the future");
                    }))
        .hasMessage("rows of the future");
    assertThat(Arrays.equals(Files.readAllBytes(file.path()), before)).isTrue();
  }

  @Test
  void directoryThatIsOpenToOthersIsRestricted() throws Exception {
    write("drawbridge", "create table kept (id int)");
    Path backup = Files.createDirectories(data.resolve("backup")).resolve("old.sql.gz");
    Files.writeString(backup, "old");
    generate();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rw-rw-r--"));
    prepare(GENERATED);
    assertThat(rights(data)).isEqualTo("rwx------");
    assertThat(rights(data.resolve("backup"))).isEqualTo("rwx------");
    assertThat(rights(backup)).isEqualTo("rw-------");
    assertThat(rights(file.path())).isEqualTo("rw-------");
  }

  @Test
  void fileThatH2HasNotInitializedIsANewOne() throws Exception {
    write("drawbridge", "create table kept (id int)");
    byte[] header = Arrays.copyOf(Files.readAllBytes(file.path()), 8192);
    Files.write(file.path(), header);
    prepare(GENERATED);
    write(GENERATED, "create table kept (id int)");
    assertOnly(GENERATED);
  }

  @Test
  void fileThatH2RecoversWithoutTablesIsDamaged() throws Exception {
    write("drawbridge", TABLE_WITH_ROWS.replace("5000", "50000"));
    byte[] bytes = Files.readAllBytes(file.path());
    Arrays.fill(bytes, bytes.length / 4 / 4096 * 4096, bytes.length, (byte) 0);
    Files.write(file.path(), bytes);
    assertThatThrownBy(() -> prepare("drawbridge"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("90030"));
    assertThat(Files.readAllBytes(file.path())).isEqualTo(bytes);
  }

  @Test
  void processThatHasTheFileIsNamed() throws Exception {
    prepare(GENERATED);
    assertThat(H2Start.lastOwner(file))
        .get()
        .asString()
        .contains("process " + ProcessHandle.current().pid(), "on host ");
  }

  private void prepare(String password) throws SQLException {
    start.prepare(password, this::look);
  }

  private void generate() throws IOException {
    Files.writeString(data.resolve("database.password"), GENERATED + "\n");
  }

  private void look(Connection store) throws SQLException {
    try (Statement statement = store.createStatement();
        var names =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
      while (names.next()) {
        looks.add(names.getString(1));
      }
    }
  }

  private void write(String password, String sql) throws SQLException {
    try (Connection store = DriverManager.getConnection(file.url(), "drawbridge", password);
        Statement statement = store.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertOnly(String password) throws SQLException {
    write(password, "select 1");
    assertThatThrownBy(() -> write(password + "x", "select 1"))
        .hasMessageContaining("Wrong user name or password");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
