package drawbridge.platform.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows by one statement, the same for any number of rows: each column is one array
 * parameter. For the tables that every request and every run writes, where EclipseLink's work for
 * each column dominated a batch. Immutable and thread safe.
 *
 * @param <R> the source of a row
 */
public final class BulkInsert<R> {

  /**
   * A column of the table.
   *
   * @param type of its elements, as both stores name it
   * @param value of a row
   * @param array makes the array of that many rows
   */
  private record Column<R>(
      String name,
      String type,
      Function<R, @Nullable Object> value,
      IntFunction<@Nullable Object[]> array) {

    /** Returns the column's values, in the order of the rows. */
    Object of(Collection<R> rows) {
      @Nullable Object[] values = array.apply(rows.size());
      int i = 0;
      for (R row : rows) {
        values[i++] = value.apply(row);
      }
      return values;
    }
  }

  private final List<Column<R>> columns;
  private final String statement;

  private BulkInsert(Columns<R> columns, String conflict) {
    this.columns = List.copyOf(columns.columns);
    this.statement = columns.statement() + conflict;
  }

  /** Begins the definition of a row. */
  public static <R> Columns<R> into(String table) {
    return new Columns<>(table);
  }

  /**
   * Inserts rows in the caller's transaction; sends nothing for an empty collection.
   *
   * @return the number of inserted rows
   */
  public int execute(EntityManager entities, Collection<R> rows) {
    return of(rows).insert(entities);
  }

  /** Returns these rows, to be inserted later or together with others. */
  public Rows of(Collection<R> rows) {
    List<Object> arrays =
        rows.isEmpty() ? List.of() : columns.stream().map(column -> column.of(rows)).toList();
    return new Rows(statement, arrays);
  }

  /** The columns of a row, by names of the table. */
  public static final class Columns<R> {

    private final String table;
    private final List<Column<R>> columns = new ArrayList<>();

    private Columns(String table) {
      this.table = table;
    }

    /** Adds a {@code varchar} column. */
    public Columns<R> text(String name, Function<R, @Nullable String> value) {
      return add(name, "varchar", value::apply, String[]::new);
    }

    /** Adds a {@code text} column. */
    public Columns<R> longText(String name, Function<R, @Nullable String> value) {
      return add(name, "text", value::apply, String[]::new);
    }

    /** Adds a column of any whole number type. */
    public Columns<R> number(String name, Function<R, @Nullable Number> value) {
      return add(name, "bigint", row -> wide(value.apply(row)), Long[]::new);
    }

    /** Adds a time, stored as {@link InstantColumn} does. */
    public Columns<R> time(String name, Function<R, @Nullable Instant> value) {
      InstantColumn column = new InstantColumn();
      return add(
          name, "bigint", row -> column.convertToDatabaseColumn(value.apply(row)), Long[]::new);
    }

    /** Adds a {@code boolean} column. */
    public Columns<R> flag(String name, Function<R, Boolean> value) {
      return add(name, "boolean", value::apply, Boolean[]::new);
    }

    private static @Nullable Long wide(@Nullable Number number) {
      return number == null ? null : number.longValue();
    }

    private Columns<R> add(
        String name,
        String type,
        Function<R, @Nullable Object> value,
        IntFunction<@Nullable Object[]> array) {
      columns.add(new Column<>(name, type, value, array));
      return this;
    }

    /** Returns an insert that fails on an existing key. */
    public BulkInsert<R> orFail() {
      return new BulkInsert<>(this, "");
    }

    /**
     * Returns an insert that skips rows with an existing key and does not count them. It waits for
     * a transaction that is inserting the same key, in the order of the rows.
     */
    public BulkInsert<R> orSkip() {
      return new BulkInsert<>(this, " on conflict do nothing");
    }

    private String statement() {
      List<String> names = columns.stream().map(Column::name).toList();
      List<String> arrays = new ArrayList<>();
      for (Column<R> column : columns) {
        arrays.add("cast(? as " + column.type() + " array)");
      }
      return "insert into %s (%s) select * from unnest(%s) as given"
          .formatted(table, String.join(", ", names), String.join(", ", arrays));
    }
  }
}
