package drawbridge.admin.control.list;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.Predicates;
import drawbridge.inbound.entity.Rejection;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the rejections of a workspace, newest first, in pages. */
@Stateless
public class RejectionLines {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * The last line of a page.
   *
   * @param lastAt time of the last rejection of the line
   * @param id id of the line
   */
  public record Cursor(Instant lastAt, String id) {}

  /**
   * Returns the lines after the cursor.
   *
   * @param workspace name of the workspace; empty for requests without an existing workspace
   * @param reason empty for all reasons
   */
  public Page<Rejection, Cursor> find(
      String workspace, Optional<String> reason, Optional<Cursor> after, int most) {
    Predicates predicates =
        new Predicates()
            .and("r.workspace = :workspace and r.count > 0", Map.of("workspace", workspace))
            .and("r.reason = :reason", "reason", reason);
    after.ifPresent(
        it ->
            predicates.and(
                "(r.lastAt < :lastAt or (r.lastAt = :lastAt and r.id < :id))",
                Map.of("lastAt", it.lastAt(), "id", it.id())));
    List<Rejection> found =
        predicates
            .query(
                entities, Rejection.class, "select r from Rejection r", "r.lastAt desc, r.id desc")
            .setMaxResults(most + 1)
            .getResultList();
    return Page.of(found, most, last -> new Cursor(last.lastAt(), last.id()));
  }

  /** Returns the sum of the counts of all lines of a workspace. */
  public long total(String workspace) {
    return entities
        .createQuery(
            "select sum(r.count) from Rejection r where r.workspace = :workspace", Number.class)
        .setParameter("workspace", workspace)
        .getResultList()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(Number::longValue)
        .sum();
  }

  /** Returns the counted reasons of a workspace, sorted. */
  public List<String> reasons(String workspace) {
    return entities
        .createQuery(
            "select distinct r.reason from Rejection r"
                + " where r.workspace = :workspace and r.count > 0 order by r.reason",
            String.class)
        .setParameter("workspace", workspace)
        .getResultList();
  }
}
