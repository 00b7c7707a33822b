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
 * Inserts rows by one statement, the same for any number of them: each column is one parameter, an
 * array. For the tables to which every request and every run writes: what EclipseLink does for each
 * column of each entity was the largest part of a batch. Immutable and thread safe.
 *
 * @param <R> what a row is made of
 */
public final class BulkInsert<R> {

  /**
   * A column of the table.
   *
   * @param type of its array, as both stores call it
   * @param value of a row
   * @param array for as many rows
   */
  private record Column<R>(
      String name,
      String type,
      Function<R, @Nullable Object> value,
      IntFunction<@Nullable Object[]> array) {

    /** The column's values, in the order of the rows. */
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

  /** Begins to say what a row consists of. */
  public static <R> Columns<R> into(String table) {
    return new Columns<>(table);
  }

  /**
   * Inserts rows in the caller's transaction; nothing is sent for none.
   *
   * @return how many were inserted
   */
  public int execute(EntityManager entities, Collection<R> rows) {
    return of(rows).insert(entities);
  }

  /** These rows, to be inserted later or together with others. */
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

    /** A text of bounded length, a {@code varchar}. */
    public Columns<R> text(String name, Function<R, @Nullable String> value) {
      return add(name, "varchar", value::apply, String[]::new);
    }

    /** A text of any length, a {@code text}. */
    public Columns<R> longText(String name, Function<R, @Nullable String> value) {
      return add(name, "text", value::apply, String[]::new);
    }

    /** A number, in whatever column of whole numbers. */
    public Columns<R> number(String name, Function<R, @Nullable Number> value) {
      return add(name, "bigint", row -> wide(value.apply(row)), Long[]::new);
    }

    /** A time, as {@link InstantColumn} keeps them. */
    public Columns<R> time(String name, Function<R, @Nullable Instant> value) {
      InstantColumn column = new InstantColumn();
      return add(
          name, "bigint", row -> column.convertToDatabaseColumn(value.apply(row)), Long[]::new);
    }

    /** Yes or no. */
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

    /** A row whose key is there already fails the transaction. */
    public BulkInsert<R> orFail() {
      return new BulkInsert<>(this, "");
    }

    /**
     * A row whose key is there already is left out, and not counted. A key that another transaction
     * is just inserting waits for the end of that transaction, in the order of the rows.
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
