package drawbridge.platform.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Updates rows, each under a condition, without reading them before: in one round trip, and with an
 * answer for each. JPA has no batch that says which of its statements found their rows. Immutable
 * and thread safe.
 *
 * @param <R> what a row's update is made of
 */
public final class BulkUpdate<R> {

  private final String statement;
  private final List<Function<R, @Nullable Object>> parameters;

  /**
   * An update of one row.
   *
   * @param statement with a question mark for each parameter, in both stores' language
   * @param parameters texts and numbers, in order
   */
  public BulkUpdate(String statement, List<Function<R, @Nullable Object>> parameters) {
    this.statement = statement;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Updates in the caller's transaction. Rows stay locked until its end: those who update several
   * do so in an order that all share. Entities that the caller has read before do not change.
   *
   * @return for each in order, whether there was such a row
   */
  public List<Boolean> execute(EntityManager entities, List<R> updates) {
    if (updates.isEmpty()) {
      return List.of();
    }
    entities.flush();
    try (PreparedStatement prepared =
        entities.unwrap(Connection.class).prepareStatement(statement)) {
      for (R update : updates) {
        for (int i = 0; i < parameters.size(); i++) {
          prepared.setObject(i + 1, parameters.get(i).apply(update));
        }
        prepared.addBatch();
      }
      List<Boolean> found = new ArrayList<>();
      for (int rows : prepared.executeBatch()) {
        found.add(rows > 0);
      }
      return found;
    } catch (SQLException e) {
      throw new PersistenceException("rows could not be updated", e);
    }
  }
}
