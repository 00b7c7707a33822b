package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OldTables;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Migrates tables of an earlier version, with rows in them. */
@OnEveryStore
class UpgradeTest {

  private final DataSource store;

  UpgradeTest(Store store) {
    this.store = store.open();
  }

  @Test
  void everyRowKeepsItsColumns() throws SQLException {
    OldTables.create(store);
    Map<String, List<String>> columns = columns();
    Map<String, List<List<String>>> before = rows(columns);
    assertThat(before)
        .hasSizeGreaterThan(10)
        .allSatisfy((t, rows) -> assertThat(rows).isNotEmpty());

    Schema.migrate(store);

    assertThat(columns().keySet()).hasSizeGreaterThan(columns.size());
    assertThat(rows(columns)).isEqualTo(before);
  }

  @Test
  @Tag("X27")
  void runsOfAnEarlierVersionKeepTheirSemantics() throws SQLException {
    OldTables.create(store);
    Schema.migrate(store);
    assertThat(ask("select distinct semantics from run")).containsExactly(List.of("1"));
  }

  @Test
  void aSecondStartChangesNothing() throws SQLException {
    OldTables.create(store);
    Schema.migrate(store);
    Map<String, List<String>> columns = columns();
    Map<String, List<List<String>>> before = rows(columns);
    Schema.migrate(store);
    assertThat(columns()).isEqualTo(columns);
    assertThat(rows(columns)).isEqualTo(before);
  }

  /** Returns the columns of every table. */
  private Map<String, List<String>> columns() throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    String sql =
        "select table_name, column_name from information_schema.columns"
            + " where lower(table_schema) = 'public' order by table_name, ordinal_position";
    for (List<String> row : ask(sql)) {
      String table = row.get(0).toLowerCase(Locale.ROOT);
      if (!table.startsWith("flyway")) {
        columns
            .computeIfAbsent(table, name -> new ArrayList<>())
            .add(row.get(1).toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  private Map<String, List<List<String>>> rows(Map<String, List<String>> columns)
      throws SQLException {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    for (String table : new TreeSet<>(columns.keySet())) {
      String all = String.join(", ", columns.get(table));
      String order = columns.getOrDefault(table, List.of()).size() == 1 ? "1" : "1, 2";
      rows.put(table, ask("select " + all + " from " + table + " order by " + order));
    }
    return rows;
  }

  private List<List<String>> ask(String sql) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        found.add(row);
      }
    }
    return found;
  }
}
