package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailuresTest {

  private final SQLException lost = new SQLException("terminating connection", "57P01");
  private final SQLException taken = new SQLException("duplicate key", "23505");
  private final SQLException unknownUser = new SQLException("no such user", "28P01");

  @Test
  void failuresOfJpaAndJdbcAreOfTheStore() {
    assertThat(StoreFailures.isOfTheStore(new EJBException(new PersistenceException(lost))))
        .isTrue();
    assertThat(StoreFailures.isOfTheStore(new IllegalStateException(lost))).isTrue();
    assertThat(StoreFailures.isOfTheStore(new StoreUnavailable("late"))).isTrue();
    assertThat(StoreFailures.isOfTheStore(new EJBException(new IllegalStateException()))).isFalse();
    assertThat(StoreFailures.isOfTheStore(new IOException("the sender is gone"))).isFalse();
  }

  /** H2 reports so that another transaction has just removed the CLOB that it reads. */
  @Test
  void faultInsideTheDriverIsOfTheStore() {
    SQLException general =
        new SQLException(
            "General error", "HY000", 50000, new NullPointerException("streamStoreId"));
    PersistenceException failure = new PersistenceException(general);
    assertThat(StoreFailures.isOfTheStore(failure)).isTrue();
    assertThat(StoreDamage.isIn(failure)).isFalse();
  }

  @Test
  void failedCommitIsOfTheStore() {
    EJBException failure = new EJBException(new SystemException("commit"));
    assertThat(StoreFailures.isOfTheStore(failure)).isTrue();
    assertThat(StoreFailures.isSilence(failure)).isTrue();
  }

  @Test
  void refusedStatementIsNoOutage() {
    assertThat(StoreFailures.isSilence(new PersistenceException(taken))).isFalse();
    assertThat(StoreFailures.isSilence(new PersistenceException(lost))).isTrue();
    assertThat(StoreFailures.isSilence(new IllegalStateException("ours"))).isFalse();
  }

  /** Another attempt fails, too, and callers must not be told to repeat. */
  @Test
  void refusedDataAndMappingsAreNotOfTheStore() {
    SQLException tooLong = new SQLException("value too long", "22001");
    assertThat(StoreFailures.isOfTheStore(new PersistenceException(tooLong))).isFalse();
    assertThat(StoreFailures.isOfACharacter(new SQLException("0x00", "22021"))).isTrue();
    assertThat(StoreFailures.isOfACharacter(tooLong)).isFalse();
    assertThat(
            StoreFailures.isOfTheStore(
                new PersistenceException(new IllegalArgumentException("no such constant"))))
        .isFalse();
    assertThat(StoreFailures.isOfTheStore(new PersistenceException(taken))).isTrue();
  }

  /** A read-only transaction; a shutdown, a crash, a start; too many connections. */
  @ParameterizedTest
  @ValueSource(strings = {"25006", "57P01", "57P02", "57P03", "08001", "08006", "53300"})
  void failoverIsAnOutage(String state) {
    SQLException failure = new SQLException("by the store", state);
    assertThat(StoreFailures.isOfTheStore(new PersistenceException(failure))).isTrue();
    assertThat(StoreFailures.isSilence(new PersistenceException(failure))).isTrue();
    assertThat(StoreFailures.refusal(failure)).isEmpty();
  }

  @Test
  void refusalDiffersFromAnOutageAndNamesTheSettings() {
    assertThat(StoreFailures.refusal(unknownUser))
        .get()
        .asString()
        .contains("drawbridge.database.user");
    assertThat(StoreFailures.refusal(new SQLException("no database", "3D000")))
        .get()
        .asString()
        .contains("drawbridge.database.url");
    assertThat(StoreFailures.refusal(lost)).isEmpty();
  }

  @Test
  void urlIsNotQuoted() {
    SQLException unknown =
        new SQLException("No suitable driver found for jdbc:x://h/d?password=hidden", "08001");
    assertThat(StoreFailures.refusal(unknown)).get().asString().doesNotContain("hidden");
    assertThat(StoreFailures.inWords(unknown)).doesNotContain("hidden");
  }

  /** The pool of the server drops the state of a failed connection. */
  @Test
  void fileThatH2HasClosedIsRecognizedAlsoWithoutItsState() {
    assertThat(StoreFailures.isClosed(new EJBException(new SQLException("closed", "90098"))))
        .isTrue();
    assertThat(
            StoreFailures.isClosed(
                new SQLException(
                    "not allocated: Database may be already in use: \"x\" [90020-240]")))
        .isTrue();
    assertThat(StoreFailures.isClosed(new SQLException("IO Exception: \"no space\" [90031-240]")))
        .isFalse();
    assertThat(StoreFailures.isClosed(lost)).isFalse();
  }
}
