package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.Store;
import drawbridge.fixture.TestSettings;
import drawbridge.platform.control.Schema;
import drawbridge.workspace.entity.Workspace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Each way to the store shows its failures, whatever the caller does with them. */
@Isolated("the examiner is that of the process")
class ExaminedDataSourceTest {

  private final List<Throwable> examined = new ArrayList<>();
  private boolean isDamaged;

  @AfterEach
  void forget() {
    StoreSession.examineBy(failure -> {});
  }

  @Test
  void queriesUpdatesBatchesAndPlainStatementsOfJpaAreExamined() {
    TestSettings.install();
    DataSource store = damageable(Store.H2.open());
    Schema.migrate(store);
    StoreSession.examineBy(examined::add);
    try (EntityManagerFactory factory =
        Persistence.createEntityManagerFactory(
            "drawbridge",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", store,
                "jakarta.persistence.jtaDataSource", ""))) {
      assertExamined(factory, at -> at.createNativeQuery("select 1").getResultList());
      assertExamined(
          factory,
          at -> at.createQuery("select w from Workspace w", Workspace.class).getResultList());
      assertExamined(
          factory, at -> at.createNativeQuery("update run set state = state").executeUpdate());
      assertExamined(
          factory,
          at -> {
            at.persist(new Workspace("01", "one", Instant.EPOCH));
            at.persist(new Workspace("02", "two", Instant.EPOCH));
            at.flush();
          });
      assertExamined(factory, ExaminedDataSourceTest::updatePlainly);
    }
  }

  private static void updatePlainly(EntityManager at) {
    try (Statement statement = at.unwrap(Connection.class).createStatement()) {
      statement.executeUpdate("update run set state = state");
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  private void assertExamined(EntityManagerFactory factory, Consumer<EntityManager> work) {
    try (EntityManager entities = factory.createEntityManager()) {
      entities.getTransaction().begin();
      entities.createNativeQuery("select 2").getResultList();
      examined.clear();
      isDamaged = true;
      assertThatThrownBy(() -> work.accept(entities)).isInstanceOf(PersistenceException.class);
      isDamaged = false;
      entities.getTransaction().rollback();
    }
    assertThat(examined).isNotEmpty().allMatch(StoreDamage::isIn);
  }

  @Test
  void failureReachesTheCallerUnchangedAndSuccessIsNotExamined() throws SQLException {
    DataSource store = ExaminedDataSource.of(damageable(Store.H2.open()), examined::add);
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("select 1").next()).isTrue();
      assertThat(examined).isEmpty();
      isDamaged = true;
      assertThatThrownBy(() -> statement.executeQuery("select 1"))
          .isInstanceOf(SQLException.class)
          .isSameAs(examined.get(0));
    }
  }

  /** Returns a store whose statements fail while it is damaged. */
  private <T> T damageable(Class<T> type, Object target) {
    return JdbcProxy.of(
        type,
        (method, arguments) -> {
          if (isDamaged && method.getName().startsWith("execute")) {
            throw new SQLException("invalid page in block 7", "XX001");
          }
          Object result = JdbcProxy.pass(target, method, arguments);
          Class<?> returned = method.getReturnType();
          return result != null
                  && (returned == Connection.class || Statement.class.isAssignableFrom(returned))
              ? damageable(returned, result)
              : result;
        });
  }

  private DataSource damageable(DataSource store) {
    return damageable(DataSource.class, store);
  }
}
