package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.PinnedVersion;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each lease frees its slot once, in whatever way this node leaves the run. */
class SlotReleaseTest {

  private static final String SET = "  - one: {set: {a: 1}}\n";

  private SwitchedStore store;
  private TestNode node;
  private PinnedVersion version;

  @BeforeEach
  void start() {
    store = new SwitchedStore(Stores.h2());
    node = new TestNode(store, new MovableClock(), TestNode.SETTINGS);
    version = node.saveTasks("one", SET);
  }

  /** The slots of this workflow are all free. */
  @AfterEach
  void allSlotsAreFree() {
    assertThat(node.slots.size()).isZero();
    node.executor.full(false);
    IntStream.range(0, 3)
        .forEach(i -> assertThat(node.state(node.startAtOnce("one"))).isEqualTo(RunState.RUNNING));
    node.close();
  }

  @Test
  void whenTheRunEnds() {
    String begun = node.startAtOnce("one");
    node.runDue();
    String claimed = node.start("one");
    node.runDue();
    assertThat(node.state(claimed)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.slots.freed()).containsExactly(begun, claimed);
  }

  @Test
  void whenTheRunParksAndWhenItEndsAfterwards() {
    node.saveTasks("wait", "  - pause: {wait: {seconds: 10}}\n");
    String run = node.startAtOnce("wait");
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    assertThat(node.slots.freed()).containsExactly(run);

    node.advance(Duration.ofSeconds(11));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.slots.freed()).containsExactly(run, run);
  }

  @Test
  void whenTheRunIsCancelled() {
    String run = node.startAtOnce("one");
    node.cancel(run);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(node.slots.freed()).containsExactly(run);
  }

  @Test
  void whenAnInternalErrorFailsTheRun() {
    String run =
        node.insert(
            new PinnedVersion(version.workflowId(), version.name(), "no-such-version", 1), "{}");
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.slots.freed()).containsExactly(run);
  }

  @Test
  void whenTheLeaseIsLost() {
    String run = node.startAtOnce("one");
    node.container.inTransaction(
        () ->
            node.container
                .entities()
                .createQuery("update Run r set r.epoch = r.epoch + 1 where r.id = :id")
                .setParameter("id", run)
                .executeUpdate());
    node.executor.step();
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(node.slots.freed()).containsExactly(run);
  }

  @Test
  void whenTheStoreIsUnavailableAtTheEnd() {
    String run = node.startAtOnce("one");
    store.off();
    node.executor.step();
    store.on();
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(node.slots.freed()).containsExactly(run);
  }

  @Test
  void whenTheExecutorRefusesTheRun() {
    node.executor.full(true);
    String run = node.startAtOnce("one");
    assertThat(node.slots.freed()).containsExactly(run);
  }

  @Test
  void whenTheTransactionRollsBackThatBeganTheRun() {
    assertThatThrownBy(
            () ->
                node.container.inTransaction(
                    () -> {
                      node.startAtOnce("one");
                      throw new IllegalStateException("rollback");
                    }))
        .hasMessage("rollback");
    assertThat(node.slots.freed()).hasSize(1);
  }
}
