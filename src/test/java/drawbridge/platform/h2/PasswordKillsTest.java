package drawbridge.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills at each write to the H2 file while its default password is replaced. */
class PasswordKillsTest {

  private static final String USER = "drawbridge";
  private static final String GENERATED = "generated-by-the-launcher";
  private static final int ROWS = 3000;

  @TempDir private Path directory;

  @Test
  @Tag("D2")
  void afterAKillAtAnyWriteTheNextStartOpensTheFile() throws Exception {
    H2File file = file(directory.resolve("data"));
    Files.createDirectories(file.directory());
    write(
        file.url(),
        "create table kept as select x, repeat('x', 100) y from system_range(1, %d)"
            .formatted(ROWS));
    byte[] before = Files.readAllBytes(file.path());
    generate(file);
    RecordedFile.contents();
    prepare(new H2File(RecordedFile.url(file.url()), file.path()));
    List<byte[]> contents = RecordedFile.contents();
    assertThat(contents).as("kill points").hasSizeGreaterThan(5).startsWith(before);
    List<String> opened = new ArrayList<>();
    for (byte[] content : contents) {
      H2File left = file(directory.resolve("left" + opened.size()));
      Files.createDirectories(left.directory());
      Files.write(left.path(), content);
      generate(left);
      opened.add(openedBy(content, directory.resolve("copy" + opened.size())));
      prepare(left);
      assertThat(rows(left.url(), GENERATED)).isEqualTo(ROWS);
      prepare(left);
    }
    assertThat(opened).as("the password of each file").contains("drawbridge", GENERATED);
  }

  /** Returns the password that opens a copy of the content; exactly one does. */
  private String openedBy(byte[] content, Path data) throws IOException, SQLException {
    H2File copy = file(data);
    Files.createDirectories(copy.directory());
    Files.write(copy.path(), content);
    List<String> found = new ArrayList<>();
    for (String password : List.of(H2Start.DEFAULT_PASSWORD, GENERATED)) {
      try {
        assertThat(rows(copy.url(), password)).isEqualTo(ROWS);
        found.add(password);
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("28000");
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static H2File file(Path data) {
    String url = "jdbc:h2:file:" + data + "/drawbridge;MODE=PostgreSQL;WRITE_DELAY=0";
    return H2File.of(url).orElseThrow();
  }

  private static void generate(H2File file) throws IOException {
    Files.writeString(file.directory().resolve("database.password"), GENERATED + "\n");
  }

  private static void prepare(H2File file) throws SQLException {
    new H2Start(file, file.directory(), USER).prepare(GENERATED, store -> {});
  }

  private static void write(String url, String sql) throws SQLException {
    try (Connection store = DriverManager.getConnection(url, USER, H2Start.DEFAULT_PASSWORD);
        Statement statement = store.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int rows(String url, String password) throws SQLException {
    try (Connection store = DriverManager.getConnection(url, USER, password);
        Statement statement = store.createStatement();
        ResultSet count = statement.executeQuery("select count(y) from kept")) {
      count.next();
      return count.getInt(1);
    }
  }
}
