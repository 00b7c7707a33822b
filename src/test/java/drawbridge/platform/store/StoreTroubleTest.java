package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StoreTroubleTest {

  private final SQLException lost = new SQLException("terminating connection", "57P01");
  private final SQLException taken = new SQLException("duplicate key", "23505");
  private final SQLException stranger = new SQLException("no such user", "28P01");

  @Test
  void whatPassedJpaOrJdbcIsOfTheStore() {
    assertThat(StoreTrouble.isOfTheStore(new EJBException(new PersistenceException(lost))))
        .isTrue();
    assertThat(StoreTrouble.isOfTheStore(new IllegalStateException(lost))).isTrue();
    assertThat(StoreTrouble.isOfTheStore(new StoreAway("late"))).isTrue();
    assertThat(StoreTrouble.isOfTheStore(new EJBException(new IllegalStateException()))).isFalse();
    assertThat(StoreTrouble.isOfTheStore(new IOException("the sender is gone"))).isFalse();
  }

  @Test
  void aCommitThatTheContainerCannotMakeIsOfTheStore() {
    EJBException failure = new EJBException(new SystemException("commit"));
    assertThat(StoreTrouble.isOfTheStore(failure)).isTrue();
    assertThat(StoreTrouble.isSilence(failure)).isTrue();
  }

  @Test
  void aStatementThatWasRefusedIsNoSilence() {
    assertThat(StoreTrouble.isSilence(new PersistenceException(taken))).isFalse();
    assertThat(StoreTrouble.isSilence(new PersistenceException(lost))).isTrue();
    assertThat(StoreTrouble.isSilence(new IllegalStateException("ours"))).isFalse();
  }

  @Test
  void aRefusalIsToldFromAnOutageAndNamesTheSettings() {
    assertThat(StoreTrouble.refusal(stranger))
        .get()
        .asString()
        .contains("drawbridge.database.user");
    assertThat(StoreTrouble.refusal(new SQLException("no database", "3D000")))
        .get()
        .asString()
        .contains("drawbridge.database.url");
    assertThat(StoreTrouble.refusal(lost)).isEmpty();
  }

  @Test
  void anAddressIsNotRepeatedForItMayHoldAPassword() {
    SQLException unknown =
        new SQLException("No suitable driver found for jdbc:x://h/d?password=hidden", "08001");
    assertThat(StoreTrouble.refusal(unknown)).get().asString().doesNotContain("hidden");
    assertThat(StoreTrouble.inWords(unknown)).doesNotContain("hidden");
  }
}
