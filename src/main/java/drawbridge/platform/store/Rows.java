package drawbridge.platform.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Rows of one table, as {@link BulkInsert} inserts them. Immutable. */
public final class Rows {

  private final String statement;
  private final List<Object> columns;

  /**
   * @param columns an array for each parameter of the statement; empty when there are no rows
   */
  Rows(String statement, List<Object> columns) {
    this.statement = statement;
    this.columns = List.copyOf(columns);
  }

  /**
   * Inserts the rows in the caller's transaction; sends nothing when there are none.
   *
   * @return the number of inserted rows
   */
  public int insert(EntityManager entities) {
    return columns.isEmpty() ? 0 : execute(entities, statement, columns);
  }

  /**
   * Inserts the rows, and others that may refer to them, in the caller's transaction. PostgreSQL
   * gets one statement, since a statement costs it more than a few rows.
   */
  public void insertWith(List<Rows> others, EntityManager entities) {
    List<Rows> all =
        Stream.concat(Stream.of(this), others.stream())
            .filter(rows -> !rows.columns.isEmpty())
            .toList();
    if (all.size() > 1 && isOnPostgresql(entities)) {
      execute(
          entities, together(all), all.stream().flatMap(rows -> rows.columns.stream()).toList());
    } else {
      all.forEach(rows -> rows.insert(entities));
    }
  }

  private static String together(List<Rows> all) {
    StringBuilder text = new StringBuilder("with ");
    for (int i = 0; i < all.size() - 1; i++) {
      text.append(i == 0 ? "" : ", ").append("part").append(i);
      text.append(" as (").append(all.get(i).statement).append(')');
    }
    return text.append(' ').append(all.get(all.size() - 1).statement).toString();
  }

  private static boolean isOnPostgresql(EntityManager entities) {
    try {
      return Dialect.isPostgresql(entities.unwrap(Connection.class));
    } catch (SQLException e) {
      throw new PersistenceException("cannot read the product name of the store", e);
    }
  }

  private static int execute(EntityManager entities, String statement, List<Object> columns) {
    entities.flush();
    try (PreparedStatement insert = entities.unwrap(Connection.class).prepareStatement(statement)) {
      for (int i = 0; i < columns.size(); i++) {
        insert.setObject(i + 1, columns.get(i));
      }
      return insert.executeUpdate();
    } catch (SQLException e) {
      throw new PersistenceException("rows could not be inserted", e);
    }
  }
}
