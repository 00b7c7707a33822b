package drawbridge.run.control;

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

/**
 * Records the heartbeats of nodes, and takes over the runs of dead ones. All times of nodes are the
 * database's; clocks of different nodes are never compared.
 */
@Stateless
public class Nodes {

  private static final int MAX_ORPHANS = 500;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private static final String RUNNING = "r.state = 'RUNNING'";

  /** The oldest first, in the order of an index. */
  private static final String IN_ORDER = " order by r.workflow_id, r.state, r.id";

  /**
   * Workflows with running runs. Few runs are running, so they are queried by workflow. A join
   * would not do: H2 keeps the plan of a statement's first execution, and plans to read all runs
   * when the table is empty.
   */
  private static final String BUSY_WORKFLOWS =
      "select w.id from workflow w where (select r.id from run r where r.workflow_id = w.id and "
          + RUNNING
          + IN_ORDER
          + " limit 1) is not null";

  private static final String OF_WORKFLOW =
      "select r.id from run r where r.workflow_id = ?1 and " + RUNNING + " and r.node ";

  private static final String HELD = OF_WORKFLOW + "= ?2" + IN_ORDER;

  private static final String OF_DEAD_NODES =
      "not in (select n.id from node n where n.seen_at > ?%d)";

  private static final String ORPHANS =
      OF_WORKFLOW + OF_DEAD_NODES.formatted(2) + IN_ORDER + " limit ?3";

  /** Locks the orphans that no other node is taking over. */
  private static final String STILL_ORPHANS =
      "select r.* from run r where r.id = any(?2) and "
          + RUNNING
          + " and r.node "
          + OF_DEAD_NODES.formatted(1)
          + " order by r.id for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject Event<Ledger.Queued> queued;
  @Inject Event<TakenOver> takenOver;

  /** Runs of dead nodes were returned to their lanes. */
  public record TakenOver(int runs) {}

  /** Records a heartbeat; the first one inserts the node. */
  public void beat(String id) {
    Instant now = now();
    Node node = entities.find(Node.class, id);
    if (node == null) {
      entities.persist(new Node(id, now));
    } else {
      node.beat(now);
    }
  }

  /** Removes a node, so that other nodes can take over its runs at once. */
  public void signOff(String id) {
    Node node = entities.find(Node.class, id);
    if (node != null) {
      entities.remove(node);
    }
  }

  /**
   * Returns runs of dead nodes to their lanes, up to 500 in a call, and forgets nodes that have
   * been silent for an hour.
   *
   * @param timeout silence after which a node is dead
   * @return number of runs
   */
  public int takeOver(Duration timeout) {
    Instant now = now();
    List<Run> orphans = orphans(InstantColumn.micros(now.minus(timeout)));
    Instant due = clock.instant(); // the queue uses this clock
    orphans.forEach(run -> run.lose(due));
    entities
        .createQuery("delete from Node n where n.seenAt < :then")
        .setParameter("then", now.minus(FORGOTTEN_AFTER))
        .executeUpdate();
    if (!orphans.isEmpty()) {
      takenOver.fire(new TakenOver(orphans.size()));
      Set<Lane> lanes =
          orphans.stream().map(run -> Lane.ofStarted(run.workflowId())).collect(toSet());
      queued.fire(new Ledger.Queued(lanes, due));
    }
    return orphans.size();
  }

  @SuppressWarnings("unchecked") // JPA has no typed native query
  private List<Run> orphans(long aliveSince) {
    List<String> seen = new ArrayList<>();
    for (String workflow : busyWorkflows()) {
      if (seen.size() < MAX_ORPHANS) {
        Query orphans =
            entities
                .createNativeQuery(ORPHANS)
                .setParameter(1, workflow)
                .setParameter(2, aliveSince)
                .setParameter(3, MAX_ORPHANS - seen.size());
        seen.addAll(NativeTexts.of(orphans));
      }
    }
    if (seen.isEmpty()) {
      return List.of();
    }
    return entities
        .createNativeQuery(STILL_ORPHANS, Run.class)
        .setParameter(1, aliveSince)
        .setParameter(2, seen.toArray(new String[0]))
        .getResultList();
  }

  /** Returns the running runs of a node in the tables. */
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

  /**
   * A node and its last heartbeat.
   *
   * @param silentFor time since its last heartbeat
   * @param isAlive false when other nodes take over its runs
   */
  public record Seen(
      String id, Instant startedAt, Instant seenAt, Duration silentFor, boolean isAlive) {}

  /**
   * Returns all nodes, the oldest first.
   *
   * @param timeout silence after which a node is dead
   */
  public List<Seen> seen(Duration timeout) {
    Instant now = now();
    return entities
        .createQuery("select n from Node n order by n.startedAt", Node.class)
        .getResultStream()
        .map(
            node -> {
              Duration silent = Duration.between(node.seenAt(), now);
              boolean isAlive = silent.compareTo(timeout) < 0;
              return new Seen(node.id(), node.startedAt(), node.seenAt(), silent, isAlive);
            })
        .toList();
  }

  /**
   * Returns the ids of the nodes that are alive.
   *
   * @param timeout silence after which a node is dead
   */
  public Set<String> alive(Duration timeout) {
    return seen(timeout).stream().filter(Seen::isAlive).map(Seen::id).collect(toSet());
  }

  private Instant now() {
    Object now = entities.createNativeQuery("select current_timestamp").getSingleResult();
    return now instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) now).toInstant();
  }
}
