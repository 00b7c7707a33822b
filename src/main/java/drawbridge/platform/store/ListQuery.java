package drawbridge.platform.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Native queries over a list, which JPA cannot bind by itself. */
public final class ListQuery {

  private ListQuery() {}

  /**
   * The texts that a query of one column finds.
   *
   * @param sql with {@code ?1} and on for the parameters, and {@code (?*)} for the list
   * @param list not empty, and no longer than a few hundred: each is a parameter
   */
  public static List<String> texts(
      EntityManager entities, String sql, List<String> list, Object... parameters) {
    int first = parameters.length + 1;
    String marks =
        IntStream.range(first, first + list.size())
            .mapToObj(number -> "?" + number)
            .collect(Collectors.joining(", ", "(", ")"));
    Query query = entities.createNativeQuery(sql.replace("(?*)", marks));
    for (int index = 0; index < parameters.length; index++) {
      query.setParameter(index + 1, parameters[index]);
    }
    for (int index = 0; index < list.size(); index++) {
      query.setParameter(first + index, list.get(index));
    }
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<String> found = query.getResultList();
    return found;
  }
}
