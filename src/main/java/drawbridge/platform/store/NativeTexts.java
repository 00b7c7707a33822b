package drawbridge.platform.store;

import jakarta.persistence.Query;
import java.util.List;

/** What native queries of one column of texts find: JPA has no typed native query. */
public final class NativeTexts {

  private NativeTexts() {}

  /**
   * The texts of its rows, in its order.
   *
   * @param query native, of one column of texts, with all its parameters
   */
  @SuppressWarnings("unchecked") // see above
  public static List<String> of(Query query) {
    return query.getResultList();
  }
}
