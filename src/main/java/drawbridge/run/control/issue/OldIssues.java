package drawbridge.run.control.issue;

import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Removes issues whose runs were all removed. */
@Stateless
public class OldIssues {

  private static final String HAS_RUN =
      "(select r.id from run r where r.issue = i.id order by r.issue desc, r.id desc limit 1)";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes issues without a run among the next ones. Skips issues that a transaction with a new
   * failure has locked, and examines the others again after it has locked them.
   *
   * @param after issue id after which to start
   * @param most issues to remove
   */
  public Purge.Batch remove(String after, int most) {
    List<String> old =
        NativeTexts.of(
            entities
                .createNativeQuery(
                    "select i.id from issue i where i.id > ?1 and "
                        + HAS_RUN
                        + " is null order by i.id limit ?2 for update skip locked")
                .setParameter(1, after)
                .setParameter(2, most));
    int removed =
        entities
            .createNativeQuery(
                "delete from issue i where i.id = any(?1) and " + HAS_RUN + " is null")
            .setParameter(1, old.toArray(new String[0]))
            .executeUpdate();
    return new Purge.Batch(
        removed, old.size() < most ? Optional.empty() : Optional.of(old.get(old.size() - 1)));
  }
}
