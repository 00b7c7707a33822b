package drawbridge.platform.store;

import jakarta.persistence.Query;
import java.util.List;

/** Results of native queries of one text column: JPA has no typed native query. */
public final class NativeTexts {

  private NativeTexts() {}

  /**
   * Returns the texts of the rows, in their order.
   *
   * @param query native, of one text column, with all its parameters
   */
  @SuppressWarnings("unchecked") // the query has one text column
  public static List<String> of(Query query) {
    return query.getResultList();
  }
}
