package drawbridge.house;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Remembers what is asked of a store, and asks the store how it would do it. */
public final class Plans {

  /** Of H2; of PostgreSQL, which counts those that it passes over by themselves. */
  private static final Pattern READ =
      Pattern.compile("(?:scanCount: |\\(actual .*rows=|Rows Removed by .*: )(\\d+)");

  /** What H2 says of a table, or of an index, without a condition. */
  private static final Pattern WHOLE =
      Pattern.compile("/\\* PUBLIC\\.(?:\\w+\\.tableScan|\\w+) \\*/");

  private record Seen(String statement, List<Object[]> parameters) {}

  private final DataSource store;
  private final List<Seen> seen = new ArrayList<>();

  public Plans(DataSource store) {
    this.store = store;
  }

  /** The store, watched. */
  public DataSource watched() {
    return ProxyDataSourceBuilder.create(store)
        .afterQuery((execution, queries) -> queries.forEach(this::note))
        .build();
  }

  private synchronized void note(QueryInfo query) {
    boolean isPlanned = query.getQuery().toLowerCase(Locale.ROOT).matches("(?s)(select|delete) .*");
    if (isPlanned && !query.getParametersList().isEmpty()) {
      List<ParameterSetOperation> parameters = query.getParametersList().get(0);
      seen.add(
          new Seen(
              query.getQuery(), parameters.stream().map(ParameterSetOperation::getArgs).toList()));
    }
  }

  /** Forgets what was asked so far. */
  public synchronized void clear() {
    seen.clear();
  }

  /** How many statements were asked. */
  public synchronized int size() {
    return seen.size();
  }

  /** Counts the rows, so that the store plans with what is there. */
  public void analyze() throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  /** The plans of the statements that read a table from its beginning to its end. */
  public synchronized List<String> wholeTables() throws SQLException {
    List<String> whole = new ArrayList<>();
    try (Connection connection = store.getConnection()) {
      for (Seen each : seen) {
        String plan = plan(connection, each);
        if (plan.contains("Seq Scan") || WHOLE.matcher(plan).find()) {
          whole.add(plan);
        }
      }
    }
    return whole;
  }

  /**
   * How many rows the statement looked at that looked at the most, of one table: all are executed
   * once more, and undone.
   */
  public synchronized long mostRead() throws SQLException {
    long most = 0;
    try (Connection connection = store.getConnection()) {
      connection.setAutoCommit(false);
      for (Seen each : seen) {
        Matcher read = READ.matcher(plan(connection, "explain analyze ", each));
        while (read.find()) {
          most = Math.max(most, Long.parseLong(read.group(1)));
        }
        connection.rollback();
      }
    }
    return most;
  }

  private static String plan(Connection connection, Seen each) throws SQLException {
    return plan(connection, "explain ", each);
  }

  private static String plan(Connection connection, String command, Seen each) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement(command + each.statement())) {
      for (Object[] parameter : each.parameters()) {
        explain.setObject((Integer) parameter[0], parameter[1]);
      }
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
