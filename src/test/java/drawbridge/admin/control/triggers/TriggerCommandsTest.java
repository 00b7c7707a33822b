package drawbridge.admin.control.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.Definitions;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.saving.Reencryption;
import drawbridge.inbound.trigger.control.saving.SecretHandOver;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes triggers and encrypts their secrets with several keys. */
@OnEveryStore
class TriggerCommandsTest {

  private static final String OLD = Keyring.newKey();
  private static final String NEW = Keyring.newKey();
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: Hello}
      """;

  private final DataSource store;
  private final Threads looking = new Threads(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<TestContainer> houses = new ArrayList<>();
  private final Node old;
  private final Workspace workspace;

  TriggerCommandsTest(Store store) {
    this.store = store.open();
    this.old = new Node(OLD);
    this.workspace = old.container.get(Workspaces.class).create("acme", "a secret").orElseThrow();
    var unused =
        old.container
            .get(Catalogue.class)
            .save(workspace.id(), "greet", GREET, DefinitionFormat.YAML);
  }

  /** Returns a node with these keys. */
  private final class Node {
    private final TestContainer container;
    private final TriggerCommands commands = new TriggerCommands();
    private final Reencryption reencryption;
    private final Keyring keys;

    @SuppressWarnings("UnnecessaryAssignment") // the fixture's bean would start a transaction
    Node(String keys) {
      this.keys = keys.isEmpty() ? Keyring.none() : Keyring.of(keys);
      container =
          new TestContainer(store)
              .with(Clock.class, Clock.systemUTC())
              .with(RemoteKeys.class, RemoteKeys.none())
              .with(Keyring.class, this.keys)
              .with(TriggerUsage.class, new TriggerUsage())
              .with(ManagedScheduledExecutorService.class, looking);
      houses.add(container);
      commands.saving = container.get(TriggerSaving.class);
      commands.secrets = container.get(TriggerSecrets.class);
      commands.handOver = container.get(SecretHandOver.class);
      commands.triggers = container.get(Triggers.class);
      commands.definitions = container.target(Definitions.class);
      commands.addresses = container.get(TriggerLookup.class);
      commands.keys = this.keys;
      commands.commands = container.get(AuditedCommands.class);
      reencryption = container.get(Reencryption.class);
    }

    TriggerSetup save(String name, String workflow) {
      return commands.save(workspace.id(), name, setup(workflow), secrets());
    }

    Trigger saved(String name) {
      return save(name, "greet")
          .match(
              TriggerSetup.Kept::trigger,
              faulty -> {
                throw new AssertionError(faulty.faults().toString());
              },
              unknown -> {
                throw new AssertionError("no workflow");
              },
              () -> {
                throw new AssertionError("no key");
              });
    }

    Set<Optional<String>> opened(Trigger trigger) {
      Set<Optional<String>> opened = new HashSet<>();
      for (TriggerSecret secret : container.get(Triggers.class).secrets(trigger.id())) {
        opened.add(secret.open(keys));
      }
      return opened;
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    looking.end();
    houses.forEach(TestContainer::close);
  }

  @Test
  void concurrentSavesOfOneNameCreateOneTrigger() throws Exception {
    CyclicBarrier together = new CyclicBarrier(8);
    List<Future<TriggerSetup>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      all.add(
          threads.submit(
              () -> {
                together.await();
                return old.save("one", "greet");
              }));
    }

    int made = 0;
    Set<String> ids = new HashSet<>();
    for (Future<TriggerSetup> one : all) {
      TriggerSetup.Kept kept = (TriggerSetup.Kept) one.get();
      made += kept.isNew() ? 1 : 0;
      ids.add(kept.trigger().id());
    }
    assertThat(made).isEqualTo(1);
    assertThat(ids).hasSize(1);
  }

  @Test
  void changedSetupIsStoredWithOrWithoutNewSecrets() {
    var unused =
        old.container
            .get(Catalogue.class)
            .save(workspace.id(), "other", GREET, DefinitionFormat.YAML);
    Trigger trigger = old.saved("one");
    assertThat(old.save("one", "other")).isInstanceOf(TriggerSetup.Kept.class);

    Trigger stored = old.container.get(Triggers.class).find(workspace.id(), "one").orElseThrow();
    assertThat(stored.id()).isEqualTo(trigger.id());
    assertThat(StoredSetup.read(stored.setup()).starts().workflow()).contains("other");
  }

  @Test
  void nothingIsStoredWithoutAKeyOrAWorkflow() {
    Node keyless = new Node("");
    assertThat(keyless.save("one", "greet")).isEqualTo(new TriggerSetup.NoKey());
    assertThat(old.save("one", "none"))
        .isEqualTo(new TriggerSetup.NoWorkflow(List.of("/workflow")));
    assertThat(old.container.get(Triggers.class).of(workspace.id())).isEmpty();

    Trigger trigger = old.saved("one");
    assertThat(keyless.commands.renew(trigger, Duration.ZERO)).isFalse();
    assertThat(keyless.commands.rotate(trigger, Purpose.SIGNATURE, "next", Duration.ZERO).id())
        .isEmpty();
    assertThat(old.opened(trigger)).hasSize(2);
  }

  @Test
  void reencryptedSecretsDoNotNeedTheOldKey() {
    Trigger trigger = old.saved("one");
    Set<Optional<String>> before = old.opened(trigger);
    Node both = new Node(NEW + "," + OLD);

    assertThat(both.reencryption.reencrypt()).isEqualTo(new Reencryption.Outcome(2, 0));
    assertThat(both.reencryption.reencrypt()).isEqualTo(new Reencryption.Outcome(0, 0));
    assertThat(new Node(NEW).opened(trigger)).isEqualTo(before).doesNotContain(Optional.empty());
  }

  @Test
  void undecryptableSecretsAreCountedAndUnchanged() {
    Trigger trigger = old.saved("one");
    Node lacking = new Node(NEW);

    assertThat(lacking.reencryption.reencrypt()).isEqualTo(new Reencryption.Outcome(0, 2));
    assertThat(lacking.reencryption.keys())
        .containsExactlyInAnyOrder(
            new Reencryption.KeyUse(idOf(OLD), 2, false),
            new Reencryption.KeyUse(idOf(NEW), 0, true));
    assertThat(old.opened(trigger)).doesNotContain(Optional.empty());
  }

  @Test
  void twoNodesReencryptWhileASecretIsRotated() throws Exception {
    Trigger trigger = old.saved("one");
    TriggerSecrets secrets = old.container.get(TriggerSecrets.class);
    int count = 2 * 500 + 10;
    old.container.inTransaction(
        () -> {
          for (int number = 0; number < count; number++) {
            var unused = secrets.newAddress(trigger, Duration.ofDays(1));
          }
        });
    Node one = new Node(NEW + "," + OLD);
    Node other = new Node(NEW + "," + OLD);
    CyclicBarrier together = new CyclicBarrier(3);

    List<Future<Reencryption.Outcome>> outcomes = new ArrayList<>();
    for (Node node : List.of(one, other)) {
      outcomes.add(
          threads.submit(
              () -> {
                together.await();
                return node.reencryption.reencrypt();
              }));
    }
    together.await();
    var unusedRotation =
        one.commands.rotate(trigger, Purpose.SIGNATURE, "the next secret", Duration.ofHours(1));

    long done = 0;
    for (Future<Reencryption.Outcome> outcome : outcomes) {
      assertThat(outcome.get().unopened()).isZero();
      done += outcome.get().reencrypted();
    }
    assertThat(done).isEqualTo(count + 2);
    assertThat(new Node(NEW).opened(trigger))
        .hasSize(count + 3)
        .contains(Optional.of("the next secret"))
        .doesNotContain(Optional.empty());
  }

  private static String idOf(String key) {
    return key.substring(0, key.indexOf(':'));
  }

  private static Setup setup(String workflow) {
    String text = "{\"workflow\": \"%s\", \"signature\": {\"scheme\": \"github\"}}";
    return StoredSetup.read(text.formatted(workflow));
  }

  private static GivenSecrets secrets() {
    return GivenSecrets.in(
        JsonBinding.object("{\"signature\": {\"secret\": \"the first secret\"}}"),
        new ArrayList<>());
  }
}
