package drawbridge.run.control;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.run.entity.Node;
import drawbridge.run.entity.Run;
import drawbridge.run.slots.Lane;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Nodes and their heartbeats. Their times are the database's: no node's clock is compared with
 * another's.
 */
@Stateless
public class Nodes {

  private static final int TAKEN_AT_ONCE = 500;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private static final String RUNNING = "r.state = 'RUNNING'";

  /** The oldest first, and as an index has them. */
  private static final String IN_ORDER = " order by r.workflow_id, r.state, r.id";

  /**
   * Few runs are at work, and many are not: they are asked for workflow by workflow. H2 plans a
   * statement when it first meets it, and keeps to that: of a join it would read all runs for ever
   * if there was none yet.
   */
  private static final String BUSY_WORKFLOWS =
      "select w.id from workflow w where (select r.id from run r where r.workflow_id = w.id and "
          + RUNNING
          + IN_ORDER
          + " limit 1) is not null";

  private static final String AT_WORK =
      "select r.id from run r where r.workflow_id = ?1 and " + RUNNING + " and r.node ";

  private static final String HELD = AT_WORK + "= ?2" + IN_ORDER;

  private static final String OF_DEAD_NODES =
      "not in (select n.id from node n where n.seen_at > ?%d)";

  private static final String ORPHANS =
      AT_WORK + OF_DEAD_NODES.formatted(2) + IN_ORDER + " limit ?3";

  /** What became of the orphans since they were seen; those that somebody else is at are his. */
  private static final String STILL_ORPHANS =
      "select r.* from run r where r.id in (%s) and "
          + RUNNING
          + " and r.node "
          + OF_DEAD_NODES.formatted(1)
          + " order by r.id for update skip locked";

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
    List<Run> orphans = orphans(InstantColumn.micros(now.minus(timeout)));
    Instant due = clock.instant(); // by the clock that the queue goes by
    orphans.forEach(run -> run.lose(due));
    entities
        .createQuery("delete from Node n where n.seenAt < :then")
        .setParameter("then", now.minus(FORGOTTEN_AFTER))
        .executeUpdate();
    if (!orphans.isEmpty()) {
      takenOver.fire(new TakenOver(orphans.size()));
      queued.fire(new Ledger.Queued(orphans.stream().map(Lane::ofBegun).collect(toSet()), due));
    }
    return orphans.size();
  }

  private List<Run> orphans(long aliveSince) {
    List<String> seen = new ArrayList<>();
    for (String workflow : busyWorkflows()) {
      if (seen.size() < TAKEN_AT_ONCE) {
        Query orphans =
            entities
                .createNativeQuery(ORPHANS)
                .setParameter(1, workflow)
                .setParameter(2, aliveSince)
                .setParameter(3, TAKEN_AT_ONCE - seen.size());
        seen.addAll(NativeTexts.of(orphans));
      }
    }
    if (seen.isEmpty()) {
      return List.of();
    }
    String places =
        IntStream.range(0, seen.size()).mapToObj(i -> "?" + (i + 2)).collect(joining(", "));
    Query query =
        entities
            .createNativeQuery(STILL_ORPHANS.formatted(places), Run.class)
            .setParameter(1, aliveSince);
    for (int i = 0; i < seen.size(); i++) {
      query.setParameter(i + 2, seen.get(i));
    }
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<Run> orphans = query.getResultList();
    return orphans;
  }

  /** Runs that a node holds, as far as the tables know. */
  public List<String> heldBy(String id) {
    List<String> held = new ArrayList<>();
    for (String workflow : busyWorkflows()) {
      Query ofWorkflow =
          entities.createNativeQuery(HELD).setParameter(1, workflow).setParameter(2, id);
      held.addAll(NativeTexts.of(ofWorkflow));
    }
    return held;
  }

  private List<String> busyWorkflows() {
    return NativeTexts.of(entities.createNativeQuery(BUSY_WORKFLOWS));
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

  /**
   * Ids of the nodes that live.
   *
   * @param timeout one that was silent for so long is dead
   */
  public Set<String> alive(Duration timeout) {
    return seen(timeout).stream().filter(Seen::isAlive).map(Seen::id).collect(toSet());
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
