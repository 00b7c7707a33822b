package drawbridge.admin.control;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JPQL predicates that are joined by {@code and}, with their parameters. */
public final class Predicates {

  private final List<String> predicates = new ArrayList<>(List.of("1 = 1"));
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  /** Adds a predicate with one parameter; does nothing when the value is empty. */
  public Predicates and(String predicate, String parameter, Optional<?> value) {
    value.ifPresent(it -> and(predicate, Map.of(parameter, it)));
    return this;
  }

  /** Adds a predicate with its parameters, by name. */
  public Predicates and(String predicate, Map<String, ?> values) {
    predicates.add(predicate);
    parameters.putAll(values);
    return this;
  }

  /** Returns a query of these predicates between the {@code from} and the {@code order by}. */
  public <T> TypedQuery<T> query(
      EntityManager entities, Class<T> type, String select, String order) {
    TypedQuery<T> query =
        entities.createQuery(
            select + " where " + String.join(" and ", predicates) + " order by " + order, type);
    parameters.forEach(query::setParameter);
    return query;
  }
}
