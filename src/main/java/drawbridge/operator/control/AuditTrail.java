package drawbridge.operator.control;

import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.platform.Ids;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators changed. Entries are never changed or removed once they have ended. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AuditTrail {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * Which entries, newest first.
   *
   * @param workspaceId of which workspace; empty for all, and what concerns none
   * @param operator of whom
   * @param action of which kind, such as {@code workflow.save}; a word without a dot means all
   *     kinds that begin with it
   * @param before entries older than the one with this id
   * @param limit at most so many
   */
  public record Query(
      Optional<String> workspaceId,
      Optional<String> operator,
      Optional<String> action,
      Optional<String> before,
      int limit) {

    /** The same, of one workspace. */
    public Query of(String workspace) {
      return new Query(Optional.of(workspace), operator, action, before, limit);
    }
  }

  /**
   * A page of entries, newest first.
   *
   * @param next where the next page starts; empty when there is none
   */
  public record Page(List<AuditEntry> entries, Optional<String> next) {}

  /** Writes that a change begins; durable when this returns. Answers the entry's id. */
  public String begin(Person person, Change change) {
    Instant now = clock.instant();
    AuditEntry entry = new AuditEntry(Ids.next(now.toEpochMilli()), now, person.name(), change);
    entities.persist(entry);
    return entry.id();
  }

  /** Writes what came of it. */
  public void end(String id, Outcome outcome) {
    Optional.ofNullable(entities.find(AuditEntry.class, id)).ifPresent(it -> it.end(outcome));
  }

  /** Nothing was changed after all. */
  public void takeBack(String id) {
    Optional.ofNullable(entities.find(AuditEntry.class, id)).ifPresent(entities::remove);
  }

  /** A page; costs the same however deep it lies. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
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
