package drawbridge.admin.control.list;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.Predicates;
import drawbridge.operator.entity.AuditEntry;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
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
   * @param operator name of the operator; also matches the API tokens of this operator
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
      int limit) {}

  /**
   * Returns a page; its cursor is the id of an entry. The cost does not depend on the position of
   * the page.
   */
  public Page<AuditEntry, String> find(Query query) {
    Optional<String> action = query.action().filter(it -> it.contains("."));
    Optional<String> prefix = query.action().filter(it -> !it.contains(".")).map(it -> it + ".%");
    List<AuditEntry> found =
        new Predicates()
            .and("e.workspaceId = :workspace", "workspace", query.workspaceId())
            .and(
                "(e.operator = :operator or locate(concat(:operator, ' (token '), e.operator) = 1)",
                "operator",
                query.operator())
            .and("e.id < :before", "before", query.before())
            .and("e.action = :action", "action", action)
            .and("e.action like :prefix", "prefix", prefix)
            .query(entities, AuditEntry.class, "select e from AuditEntry e", "e.id desc")
            .setMaxResults(query.limit() + 1)
            .getResultList();
    return Page.of(found, query.limit(), AuditEntry::id);
  }
}
