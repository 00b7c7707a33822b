package drawbridge.admin.control.list;

import drawbridge.inbound.entity.Rejection;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
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
   * A page of rejections.
   *
   * @param next start of the next page; empty on the last page
   */
  public record Page(List<Rejection> lines, Optional<Cursor> next) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Returns the lines after the cursor.
   *
   * @param workspace name of the workspace; empty for requests without an existing workspace
   * @param reason empty for all reasons
   */
  public Page find(String workspace, Optional<String> reason, Optional<Cursor> after, int most) {
    TypedQuery<Rejection> query =
        entities.createQuery(
            "select r from Rejection r where r.workspace = :workspace and r.count > 0"
                + reason.map(it -> " and r.reason = :reason").orElse("")
                + after
                    .map(it -> " and (r.lastAt < :lastAt or (r.lastAt = :lastAt and r.id < :id))")
                    .orElse("")
                + " order by r.lastAt desc, r.id desc",
            Rejection.class);
    query.setParameter("workspace", workspace);
    reason.ifPresent(it -> query.setParameter("reason", it));
    after.ifPresent(it -> query.setParameter("lastAt", it.lastAt()).setParameter("id", it.id()));
    List<Rejection> found = query.setMaxResults(most + 1).getResultList();
    if (found.size() <= most) {
      return new Page(found, Optional.empty());
    }
    Rejection last = found.get(most - 1);
    return new Page(found.subList(0, most), Optional.of(new Cursor(last.lastAt(), last.id())));
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
