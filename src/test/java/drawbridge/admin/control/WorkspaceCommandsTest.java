package drawbridge.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.platform.Ids;
import drawbridge.platform.store.Patience;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.Requests;
import drawbridge.run.control.RunInserts;
import drawbridge.run.entity.NewRun;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.control.WorkspaceLocks;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnEveryStore
class WorkspaceCommandsTest {

  private static final PinnedVersion GREET =
      new PinnedVersion(Ids.next(1), "greet", Ids.next(2), 3);

  private final TestContainer container;
  private final Ledger ledger;
  private final WorkspaceLocks locks;
  private final WorkspaceAuthenticator authenticator;
  private final WorkspaceCommands tenancy = new WorkspaceCommands();
  private final Threads looking = new Threads(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  WorkspaceCommandsTest(Store store) {
    container =
        new TestContainer(store.open())
            .with(Clock.class, Clock.systemUTC())
            .with(ManagedScheduledExecutorService.class, looking);
    ledger = container.get(Ledger.class);
    locks = container.get(WorkspaceLocks.class);
    authenticator = container.get(WorkspaceAuthenticator.class);
  }

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // the fixture's bean would start a transaction
  void setUp() {
    tenancy.workspaces = container.get(Workspaces.class);
    tenancy.commands = container.get(AuditedCommands.class);
    tenancy.ledger = ledger;
    tenancy.requests = container.get(Requests.class);
    tenancy.locks = locks;
    tenancy.authenticator = authenticator;
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    looking.end();
    container.close();
  }

  @Test
  @Tag("C9")
  void faultsOfHiddenHeadersNameTheirPositions() {
    assertThat(WorkspaceCommands.faultsOfHiddenHeaders(List.of("X-Internal", "x_2"))).isEmpty();
    assertThat(
            WorkspaceCommands.faultsOfHiddenHeaders(List.of("X-A", "X-B: 1", "x".repeat(101), "ü")))
        .extracting(fault -> fault.substring(0, 6))
        .containsExactly("Name 2", "Name 3", "Name 4");
    List<String> many = Collections.nCopies(WorkspaceCommands.MOST_HIDDEN, "x".repeat(100));
    assertThat(WorkspaceCommands.faultsOfHiddenHeaders(many)).isEmpty();
    assertThat(String.join("\n", many)).hasSizeLessThanOrEqualTo(4_000);
    assertThat(
            WorkspaceCommands.faultsOfHiddenHeaders(
                Collections.nCopies(WorkspaceCommands.MOST_HIDDEN + 1, "x")))
        .singleElement()
        .asString()
        .startsWith("At most 39 names");
  }

  @Test
  void workspaceWithAnAcceptedRunIsNotRemoved() throws Exception {
    for (int round = 0; round < 50; round++) {
      Workspace workspace = tenancy.create("acme-" + round, "a secret").orElseThrow();
      CyclicBarrier together = new CyclicBarrier(2);
      Future<Optional<String>> accepted =
          threads.submit(
              () -> {
                together.await();
                return locks
                    .lock(workspace.id())
                    .map(
                        lock -> {
                          String run = open(workspace.id());
                          lock.release();
                          return run;
                        });
              });
      Future<Boolean> removed =
          threads.submit(
              () -> {
                together.await();
                return tenancy.remove(workspace, false);
              });

      assertThat(accepted.get().isPresent()).isNotEqualTo(removed.get());
      accepted.get().ifPresent(run -> assertThat(ledger.find(run)).isPresent());
      assertThat(isAccepted(workspace.name(), "a secret")).isNotEqualTo(removed.get());
    }
  }

  @Test
  void forceRemovesUnfinishedRuns() {
    Workspace workspace = tenancy.create("acme", "a secret").orElseThrow();
    String run = open(workspace.id());

    assertThat(tenancy.remove(workspace, false)).isFalse();
    assertThat(tenancy.remove(workspace, true)).isTrue();
    assertThat(ledger.find(run)).isEmpty();
    assertThat(tenancy.remove(workspace, false)).isTrue();
  }

  @Test
  @Tag("C2")
  void concurrentCreationsOfOneNameCreateOneWorkspace() throws Exception {
    CyclicBarrier together = new CyclicBarrier(8);
    List<Future<Optional<Workspace>>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      all.add(
          threads.submit(
              () -> {
                together.await();
                return tenancy.create("acme", "a secret");
              }));
    }

    int made = 0;
    for (Future<Optional<Workspace>> one : all) {
      made += one.get().isPresent() ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
  }

  @Test
  void changesApplyToAuthenticationAtOnce() {
    Workspace workspace = tenancy.create("acme", "the old secret").orElseThrow();
    assertThat(isAccepted("acme", "the old secret")).isTrue();

    String id = tenancy.rotate(workspace, "the new secret", Duration.ZERO);
    assertThat(isAccepted("acme", "the old secret")).isFalse();
    assertThat(isAccepted("acme", "the new secret")).isTrue();

    assertThat(tenancy.removeSecret(workspace, id)).isTrue();
    assertThat(isAccepted("acme", "the new secret")).isFalse();
  }

  private String open(String workspaceId) {
    String id = Ids.next(1);
    NewRun run =
        new NewRun(
            id,
            workspaceId,
            GREET,
            Optional.empty(),
            Ids.next(2),
            "{}",
            "{}",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    container.get(RunInserts.class).insert(List.of(run));
    return id;
  }

  private boolean isAccepted(String workspace, String secret) {
    return authenticator
        .authenticate(workspace, List.of(secret), Patience.ofSender())
        .match(accepted -> true, refused -> false);
  }
}
