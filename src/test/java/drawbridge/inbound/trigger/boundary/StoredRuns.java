package drawbridge.inbound.trigger.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Reads finished runs from the store, since replies to providers do not name them. */
public record StoredRuns(DataSource store) {

  /** A run. */
  public record Stored(
      String workflow, @Nullable String uid, String state, JsonNode output, JsonNode runtime) {}

  /** Waits until a workflow has this number of finished runs, and returns them. */
  public List<Stored> finished(String workflow, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> of(workflow),
            runs ->
                runs.size() >= count
                    && runs.stream().allMatch(it -> it.state().matches("SUCCEEDED|FAILED")));
  }

  /** Returns the runs of a workflow. */
  public List<Stored> of(String workflow) {
    String sql =
        "select workflow_name, uid, state, output, runtime from run where workflow_name = ?"
            + " order by id";
    try (Connection connection = store.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, workflow);
      List<Stored> runs = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String output = rows.getString(4);
          runs.add(
              new Stored(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  Json.read(output == null ? "null" : output),
                  Json.read(rows.getString(5))));
        }
      }
      return runs;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
