package drawbridge.run.control;

import static java.util.stream.Collectors.toSet;

import drawbridge.platform.store.InstantColumn;
import drawbridge.run.control.bench.Lane;
import drawbridge.run.entity.Node;
import drawbridge.run.entity.Run;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Nodes and their heartbeats. Their times are the database's: no node's clock is compared with
 * another's.
 */
@Stateless
public class Nodes {

  private static final int TAKEN_AT_ONCE = 500;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /** From '' on: H2 would read all the runs that nobody holds, since their null comes first. */
  private static final String ORPHANS =
      "select r.* from run r where r.node >= '' and r.state = 'RUNNING' and r.node not in"
          + " (select n.id from node n where n.seen_at > ?1) order by r.id limit ?2"
          + " for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<TakenOver> takenOver;

  /** Runs of dead nodes were put back into their lanes. */
  public record TakenOver(int runs) {}

  /** Says that a node lives; the first time it makes its row. */
  public void beat(String id) {
    Instant now = now();
    Node node = entities.find(Node.class, id);
    if (node == null) {
      entities.persist(new Node(id, now));
    } else {
      node.beat(now);
    }
  }

  /** The node goes: what it still holds may be taken at once. */
  public void leave(String id) {
    Node node = entities.find(Node.class, id);
    if (node != null) {
      entities.remove(node);
    }
  }

  /**
   * Puts the runs of dead nodes back into their lanes.
   *
   * @return how many; a few hundred at a time
   */
  public int takeOver(Duration timeout) {
    Instant now = now();
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Run> orphans =
        entities
            .createNativeQuery(ORPHANS, Run.class)
            .setParameter(1, InstantColumn.micros(now.minus(timeout)))
            .setParameter(2, TAKEN_AT_ONCE)
            .getResultList();
    orphans.forEach(run -> run.lose(clock.instant())); // due by the clock that the queue goes by
    entities
        .createQuery("delete from Node n where n.seenAt < :then")
        .setParameter("then", now.minus(FORGOTTEN_AFTER))
        .executeUpdate();
    if (!orphans.isEmpty()) {
      takenOver.fire(new TakenOver(orphans.size()));
      queued.fire(new Ledger.Queued(orphans.stream().map(Lane::ofBegun).collect(toSet())));
    }
    return orphans.size();
  }

  /** Nodes that were seen lately, the oldest first. */
  public List<Node> all() {
    return entities
        .createQuery("select n from Node n order by n.startedAt", Node.class)
        .getResultList();
  }

  /**
   * A node, as far as its heartbeats tell.
   *
   * @param silentFor how long ago its last heartbeat was
   * @param isAlive whether that is not so long ago that its runs are taken over
   */
  public record Seen(
      String id, Instant startedAt, Instant seenAt, Duration silentFor, boolean isAlive) {}

  /**
   * Nodes that were seen within the last hour, the oldest first.
   *
   * @param timeout one that was silent for so long is dead
   */
  public List<Seen> seen(Duration timeout) {
    Instant now = now();
    return all().stream().map(node -> seen(node, now, timeout)).toList();
  }

  private static Seen seen(Node node, Instant now, Duration timeout) {
    Duration silent = Duration.between(node.seenAt(), now);
    boolean isAlive = silent.compareTo(timeout) < 0;
    return new Seen(node.id(), node.startedAt(), node.seenAt(), silent, isAlive);
  }

  private Instant now() {
    Object now = entities.createNativeQuery("select current_timestamp").getSingleResult();
    if (now instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    return ((Timestamp) now).toInstant();
  }
}
