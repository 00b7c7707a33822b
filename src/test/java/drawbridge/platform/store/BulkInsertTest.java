package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Uses the table of rejections, which no other part of this test writes. */
@OnEveryStore
class BulkInsertTest {

  private static final BulkInsert.Columns<String> COLUMNS =
      BulkInsert.<String>into("rejection")
          .text("id", row -> row)
          .text("workspace", row -> "default")
          .text("reason", row -> "none")
          .text("detail", row -> row)
          .number("count", row -> 1)
          .time("first_at", row -> Instant.EPOCH)
          .time("last_at", row -> Instant.EPOCH);

  private static final BulkUpdate<String> COUNT =
      new BulkUpdate<>(
          "update rejection set count = count + ? where id = ? and count < 3",
          List.of(row -> 1, row -> row));

  private static TestContainer container;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) {
    container = new TestContainer(on.open());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    container.close();
  }

  @AfterEach
  void clear() {
    container.inTransaction(
        () -> entities().createNativeQuery("delete from rejection").executeUpdate());
  }

  private static EntityManager entities() {
    return container.entities();
  }

  private static <T> T within(Supplier<T> work) {
    List<T> answer = new ArrayList<>();
    container.inTransaction(() -> answer.add(work.get()));
    return answer.get(0);
  }

  private static List<String> ids() {
    List<String> ids = new ArrayList<>();
    container.inTransaction(
        () ->
            ids.addAll(
                entities()
                    .createQuery("select r.id from Rejection r order by r.id", String.class)
                    .getResultList()));
    return ids;
  }

  @Test
  void emptyCollectionSendsNothing() {
    assertThat(COLUMNS.orFail().execute(entities(), List.of())).isZero();
    assertThat(COUNT.execute(entities(), List.of())).isEmpty();
  }

  @Test
  void existingRowsAreSkippedAndNotCounted() {
    BulkInsert<String> insert = COLUMNS.orSkip();
    assertThat(within(() -> insert.execute(entities(), List.of("a", "b")))).isEqualTo(2);
    assertThat(within(() -> insert.execute(entities(), List.of("c", "b", "d")))).isEqualTo(2);
    assertThat(ids()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void existingRowFailsTheInsert() {
    BulkInsert<String> insert = COLUMNS.orFail();
    assertThat(within(() -> insert.execute(entities(), List.of("a")))).isEqualTo(1);
    assertThatThrownBy(() -> within(() -> insert.execute(entities(), List.of("b", "a", "c"))))
        .isInstanceOf(PersistenceException.class);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void manyRowsAreInserted() {
    List<String> rows = IntStream.range(0, 5_000).mapToObj(String::valueOf).toList();
    assertThat(within(() -> COLUMNS.orFail().execute(entities(), rows))).isEqualTo(5_000);
    assertThat(ids()).hasSize(5_000);
  }

  @Test
  void bothKindsOfRowsAreInsertedOrNone() {
    insertTogether(List.of("a", "b"), List.of("c"));
    insertTogether(List.of("d"), List.of());
    insertTogether(List.of(), List.of("e"));
    insertTogether(List.of(), List.of());
    assertThat(ids()).containsExactly("a", "b", "c", "d", "e");

    assertThatThrownBy(() -> insertTogether(List.of("f"), List.of("a")))
        .isInstanceOf(PersistenceException.class);
    assertThatThrownBy(() -> insertTogether(List.of("a"), List.of("f")))
        .isInstanceOf(PersistenceException.class);
    assertThat(ids()).containsExactly("a", "b", "c", "d", "e");
  }

  private static void insertTogether(List<String> rows, List<String> others) {
    BulkInsert<String> insert = COLUMNS.orFail();
    container.inTransaction(
        () -> insert.of(rows).insertWith(List.of(insert.of(others)), entities()));
  }

  @Test
  void eachUpdateReportsWhetherItMatched() {
    within(() -> COLUMNS.orFail().execute(entities(), List.of("a", "b")));
    assertThat(within(() -> COUNT.execute(entities(), List.of("b", "missing", "a"))))
        .containsExactly(true, false, true);
    within(() -> COUNT.execute(entities(), List.of("b")));
    assertThat(within(() -> COUNT.execute(entities(), List.of("a", "b"))))
        .as("b counts no further")
        .containsExactly(true, false);
  }

  @Test
  void refusedUpdateIsAFailureOfTheStore() {
    within(() -> COLUMNS.orFail().execute(entities(), List.of("a")));
    BulkUpdate<String> wrong =
        new BulkUpdate<>(
            "update rejection set workspace = ? where id = ?", List.of(r -> null, r -> r));
    assertThatThrownBy(() -> within(() -> wrong.execute(entities(), List.of("a"))))
        .isInstanceOf(PersistenceException.class)
        .matches(StoreFailures::isOfTheStore);
  }
}
