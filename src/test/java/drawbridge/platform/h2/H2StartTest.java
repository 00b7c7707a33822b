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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepares real H2 files. */
class H2StartTest {

  private static final Optional<String> GENERATED = Optional.empty();

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
  void emptyDirectoryGetsAPasswordThatOnlyItsOwnerReads() throws Exception {
    String password = prepare(GENERATED);
    write(password, "create table kept (id int)");
    assertThat(password).hasSizeGreaterThan(20).isEqualTo(own());
    assertThat(rights(data)).isEqualTo("rwx------");
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(4).allSatisfy(it -> assertThat(rights(it)).isEqualTo("rw-------"));
    }
    assertThat(looks).isEmpty();
    assertOnly(password);
    assertThat(prepare(GENERATED)).isEqualTo(password);
    assertThat(looks).containsExactly("KEPT");
  }

  @Test
  void fileWithTheDefaultPasswordGetsTheGeneratedOne() throws Exception {
    write("drawbridge", "create table kept (id int)");
    String password = prepare(GENERATED);
    assertThat(password).isEqualTo(own()).isNotEqualTo("drawbridge");
    assertOnly(password);
    assertThat(prepare(GENERATED)).isEqualTo(password);
    assertThat(looks).containsExactly("KEPT", "KEPT");
  }

  @Test
  void killBeforeTheChangeLeavesAFileThatTheNextStartOpens() throws Exception {
    write("drawbridge", "create table kept (id int)");
    Files.writeString(data.resolve("database.password"), "written-before-the-kill\n");
    assertThat(prepare(GENERATED)).isEqualTo("written-before-the-kill");
    assertOnly("written-before-the-kill");
  }

  @Test
  void passwordOfTheOperatorIsNeverChanged() throws Exception {
    write("of-the-operator", "create table kept (id int)");
    assertThat(prepare(Optional.of("of-the-operator"))).isEqualTo("of-the-operator");
    assertThat(data.resolve("database.password")).doesNotExist();
    assertOnly("of-the-operator");
    write("of-the-operator", "alter user drawbridge set password 'drawbridge'");
    assertThat(prepare(Optional.of("drawbridge"))).isEqualTo("drawbridge");
    assertOnly("drawbridge");
  }

  @Test
  void lostPasswordIsReportedAndNoOtherIsGenerated() throws Exception {
    prepare(GENERATED);
    write(own(), "create table kept (id int)");
    Files.delete(data.resolve("database.password"));
    assertThatThrownBy(() -> prepare(GENERATED))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
    assertThat(data.resolve("database.password")).doesNotExist();
  }

  @Test
  void lookThatRefusesLeavesTheFileUnchanged() throws Exception {
    write("drawbridge", TABLE_WITH_ROWS);
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
    assertThat(data.resolve("database.password")).doesNotExist();
  }

  @Test
  void directoryThatIsOpenToOthersIsRestricted() throws Exception {
    write("drawbridge", "create table kept (id int)");
    Path backup = Files.createDirectories(data.resolve("backup")).resolve("old.sql.gz");
    Files.writeString(backup, "old");
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
    String password = prepare(GENERATED);
    write(password, "create table kept (id int)");
    assertOnly(password);
  }

  @Test
  void processThatHasTheFileIsNamed() throws Exception {
    prepare(GENERATED);
    assertThat(H2Start.lastOwner(file))
        .get()
        .asString()
        .contains("process " + ProcessHandle.current().pid(), "on host ");
  }

  private String prepare(Optional<String> given) throws SQLException {
    return start.prepare(given, this::look);
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

  private String own() throws IOException {
    return Files.readString(data.resolve("database.password")).strip();
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
