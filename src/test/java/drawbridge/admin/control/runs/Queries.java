package drawbridge.admin.control.runs;

import java.util.Optional;

/** Queries for tests. */
public final class Queries {

  private Queries() {}

  /** Returns a query for the first page of all runs. */
  public static RunQuery all(int limit) {
    return new RunQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
