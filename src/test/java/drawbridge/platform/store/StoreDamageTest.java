package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tells damage from an outage, on real H2 files. */
class StoreDamageTest {

  @TempDir Path directory;

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("store") + ";MODE=PostgreSQL";
  }

  private Path file() {
    return directory.resolve("store.mv.db");
  }

  private void fill() throws SQLException {
    try (Connection store = DriverManager.getConnection(url(), "drawbridge", "drawbridge");
        Statement statement = store.createStatement()) {
      statement.execute("create table kept (id int primary key, text varchar)");
      statement.execute(
          "insert into kept select x, repeat(random_uuid(), 20) from system_range(1, 20000)");
    }
  }

  private Throwable failure() {
    try (Connection store = DriverManager.getConnection(url(), "drawbridge", "drawbridge");
        Statement statement = store.createStatement()) {
      statement.executeQuery("select sum(length(text)) from kept").close();
      return new IllegalStateException("the damage was not noticed");
    } catch (SQLException e) {
      return e;
    }
  }

  private void overwrite(long from, long to) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.seek(from);
      for (long i = from; i < to; i += 512) {
        bytes.write(new byte[512]);
      }
    }
  }

  @Test
  void overwrittenHeaderIsDamage() throws Exception {
    fill();
    overwrite(0, 8192);
    Throwable failure = failure();
    assertThat(StoreDamage.isIn(failure)).isTrue();
    assertThat(StoreDamage.isIn(new PersistenceException(failure))).isTrue();
  }

  @Test
  void statesOfPostgresqlAreDamage() {
    assertThat(StoreDamage.isIn(new SQLException("invalid page in block 7", "XX001"))).isTrue();
    assertThat(StoreDamage.isIn(new SQLException("index is corrupted", "XX002"))).isTrue();
    assertThat(StoreDamage.isIn(new SQLException("terminating connection", "57P01"))).isFalse();
    assertThat(StoreDamage.isIn(new SQLException("internal error", "XX000"))).isFalse();
  }

  @Test
  void fullDiskAndLockAreNoDamage() {
    assertThat(
            StoreDamage.isIn(
                new SQLException(
                    "IO Exception", "90028", new IOException("Writing failed [2.4.240/2]"))))
        .isFalse();
    assertThat(StoreDamage.isIn(new SQLException("in use", "90020"))).isFalse();
  }
}
