package drawbridge.admin.control.list;

import drawbridge.operator.entity.AuditEntry;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the audit log, newest entries first. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class AuditSearch {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Filters and the size of a page. An empty filter matches every entry.
   *
   * @param workspaceId id of the workspace that was changed
   * @param operator name of the operator
   * @param action the kind of change, such as {@code workflow.save}; a word without a dot matches
   *     all actions with this prefix
   * @param before id of an entry; only older entries match
   * @param limit maximum number of entries
   */
  public record Query(
      Optional<String> workspaceId,
      Optional<String> operator,
      Optional<String> action,
      Optional<String> before,
      int limit) {

    /** Returns this query with a filter for one workspace. */
    public Query of(String workspace) {
      return new Query(Optional.of(workspace), operator, action, before, limit);
    }
  }

  /**
   * A page of entries, newest first.
   *
   * @param next the {@code before} of the next page; empty on the last page
   */
  public record Page(List<AuditEntry> entries, Optional<String> next) {}

  /** Returns a page. The cost does not depend on the position of the page. */
  public Page find(Query query) {
    List<String> predicates = new ArrayList<>(List.of("1 = 1"));
    Map<String, String> parameters = new LinkedHashMap<>();
    query.workspaceId().ifPresent(it -> narrow("e.workspaceId = ", it, predicates, parameters));
    query.operator().ifPresent(it -> narrow("e.operator = ", it, predicates, parameters));
    query.before().ifPresent(it -> narrow("e.id < ", it, predicates, parameters));
    query
        .action()
        .ifPresent(
            it ->
                narrow(
                    it.contains(".") ? "e.action = " : "e.action like ",
                    it.contains(".") ? it : it + ".%",
                    predicates,
                    parameters));
    TypedQuery<AuditEntry> select =
        entities.createQuery(
            "select e from AuditEntry e where "
                + String.join(" and ", predicates)
                + " order by e.id desc",
            AuditEntry.class);
    parameters.forEach(select::setParameter);
    List<AuditEntry> found = select.setMaxResults(query.limit() + 1).getResultList();
    boolean isMore = found.size() > query.limit();
    List<AuditEntry> page = List.copyOf(isMore ? found.subList(0, query.limit()) : found);
    return new Page(page, isMore ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty());
  }

  private static void narrow(
      String predicate, String value, List<String> predicates, Map<String, String> parameters) {
    String name = "p" + parameters.size();
    predicates.add(predicate + ":" + name);
    parameters.put(name, value);
  }
}
