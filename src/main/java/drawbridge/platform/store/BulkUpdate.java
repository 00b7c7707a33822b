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
 * Updates rows by conditional statements in one round trip and reports for each whether it matched.
 * JPA batches do not report that. Immutable and thread safe.
 *
 * @param <R> the source of a row's parameters
 */
public final class BulkUpdate<R> {

  private final String statement;
  private final List<Function<R, @Nullable Object>> parameters;

  /**
   * An update of one row.
   *
   * @param statement SQL of both stores, with a question mark for each parameter
   * @param parameters texts and numbers, in order
   */
  public BulkUpdate(String statement, List<Function<R, @Nullable Object>> parameters) {
    this.statement = statement;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Updates in the caller's transaction. Rows stay locked until its end, so callers that update
   * several rows must share an order. Entities that are already loaded do not change.
   *
   * @return for each update in order, whether a row matched
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
