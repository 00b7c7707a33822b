package drawbridge.inbound.trigger.control.saving;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.TriggerFixture;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** No handshake answers with a secret that proves the events of another trigger. */
@OnEveryStore
@Tag("T5")
class SharedSecretsTest {

  private static final String ZOOM =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\", \"secret\": \"%s\"},"
          + " \"handshake\": {\"provider\": \"zoom\"}}";
  private static final String GITHUB =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"%s\"}}";
  private static final String SVIX =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"svix\", \"secret\": \"whsec_%s\"}}";
  private static final String SHA1 =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"hmac\", \"header\": \"X-Sig\","
          + " \"algorithm\": \"sha1\", \"encoding\": \"hex\", \"signed\": \"{body}\", \"secret\": \"%s\"}}";

  private static final String PLAIN_ZOOM =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\", \"secret\": \"%s\"}}";
  private static final String STILL_ZOOM =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\"},"
          + " \"handshake\": {\"provider\": \"zoom\"}}";

  /** A permit for each statement that is about to take the lock. */
  private static final Semaphore locks = new Semaphore(0);

  private static TriggerFixture fixture;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) {
    fixture =
        new TriggerFixture(
            ProxyDataSourceBuilder.create(on.open())
                .beforeQuery(
                    (execution, queries) -> {
                      if (queries.stream().anyMatch(it -> it.getQuery().contains("secret_check"))) {
                        locks.release();
                      }
                    })
                .build(),
            Keyring.of(Keyring.newKey()));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    fixture.close();
  }

  @Test
  void secretOfAnAnsweringTriggerIsNotThatOfAnother() {
    assertSaved("a-zoom", ZOOM.formatted("a-secret"));
    assertRefused("a-github", GITHUB.formatted("a-secret"), "is a secret of trigger a-zoom");
    assertSaved("a-github", GITHUB.formatted("a-other-secret"));
    assertSaved("a-zoom", ZOOM.formatted("a-secret"));
  }

  @Test
  void answeringTriggerDoesNotGetTheSecretOfAnother() {
    assertSaved("b-github", GITHUB.formatted("b-secret"));
    assertSaved("b-github-2", GITHUB.formatted("b-secret"));
    assertRefused("b-zoom", ZOOM.formatted("b-secret"), "is a secret of trigger b-github");
    assertRefused(
        "b-x",
        "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"x\", \"secret\": \"b-secret\"}}",
        "is a secret of trigger");
  }

  @Test
  void keysAreComparedAndNotTheirTexts() {
    assertSaved("c-zoom", ZOOM.formatted("c-secret"));
    String base64 =
        Base64.getEncoder()
            .encodeToString("c-secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertRefused("c-svix", SVIX.formatted(base64), "is a secret of trigger c-zoom");
    assertSaved("c-sha1", SHA1.formatted("c-secret"));
  }

  @Test
  void secretIsComparedAtItsRotationAndHandOver() {
    Trigger zoom = assertSaved("d-zoom", ZOOM.formatted("d-secret"));
    Trigger github = assertSaved("d-github", GITHUB.formatted("d-other-secret"));
    assertThat(rotate(github, "d-secret")).isPresent();
    assertThat(rotate(zoom, "d-other-secret")).isPresent();
    assertThat(rotate(zoom, "d-new-secret")).isEmpty();

    String asana =
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"asana\"}, \"handshake\": {\"provider\": \"asana\"}}";
    Trigger taking = assertSaved("d-asana", asana);
    var unusedEnd = fixture.handOver().openWindow(taking);
    assertThat(fixture.handOver().take(taking, "d-secret", false))
        .isEqualTo(SecretHandOver.Result.NOT_ALLOWED);
    assertThat(fixture.handOver().take(taking, "d-fresh-secret", false))
        .as("the window stays open")
        .isEqualTo(SecretHandOver.Result.STORED);
  }

  @Test
  void retiringSecretsCountUntilTheirEnd() {
    Trigger zoom = assertSaved("e-zoom", ZOOM.formatted("e-old-secret"));
    var unusedId =
        fixture.secrets().rotate(zoom, Purpose.SIGNATURE, "e-new-secret", Duration.ofHours(1));
    assertRefused("e-github", GITHUB.formatted("e-old-secret"), "is a secret of trigger e-zoom");
    fixture.clock.move(Duration.ofHours(1));
    assertSaved("e-github", GITHUB.formatted("e-old-secret"));
  }

  @Test
  void triggersOfOtherWorkspacesAreComparedButNotNamed() {
    assertSaved("f-zoom", ZOOM.formatted("f-secret"));
    String other =
        fixture
            .container
            .get(Workspaces.class)
            .create("other", "f-other-secret")
            .orElseThrow()
            .id();
    TriggerSaving.Saved saved = fixture.save(other, "f-github", GITHUB.formatted("f-secret"));
    assertThat(saved.trigger()).isEmpty();
    assertThat(saved.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/signature/secret");
              assertThat(fault.detail())
                  .startsWith("is a secret of another trigger")
                  .doesNotContain("f-zoom");
            });
  }

  @Test
  void concurrentTriggersDoNotGetOneSecret() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 10; round++) {
        String secret = "race-of-" + round;
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<Boolean>> both =
            Stream.of(ZOOM, GITHUB)
                .map(
                    setup ->
                        CompletableFuture.supplyAsync(
                            () -> {
                              try {
                                together.await(20, TimeUnit.SECONDS);
                              } catch (Exception e) {
                                throw new IllegalStateException(e);
                              }
                              String name = secret + "-" + setup.length();
                              return fixture
                                  .save(fixture.workspace, name, setup.formatted(secret))
                                  .trigger()
                                  .isPresent();
                            },
                            threads))
                .toList();
        int saved = 0;
        for (CompletableFuture<Boolean> each : both) {
          saved += each.get(20, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(saved).as("round %s", round).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void secretBehindTheOwnOneOfAHandshakeIsNotShared() {
    String both =
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\", \"secret\": \"g-secret\"},"
            + " \"handshake\": {\"provider\": \"zoom\", \"secret\": \"g-own-secret\"}}";
    assertSaved("g-github", GITHUB.formatted("g-secret"));
    // the removal of g-own-secret would make the handshake answer with g-secret
    assertRefused("g-zoom", both, "is a secret of trigger g-github");
  }

  @Test
  void rotationBeforeASaveIsSeenByIt() throws Exception {
    assertSaved("h-github", GITHUB.formatted("h-shared"));
    Trigger plain = assertSaved("h-zoom", PLAIN_ZOOM.formatted("h-first-secret"));
    TriggerSaving.Saved saved =
        during(
            () -> assertThat(rotate(plain, "h-shared")).isEmpty(),
            () -> fixture.save("h-zoom", STILL_ZOOM));
    assertThat(saved.faults())
        .extracting(Fault::detail)
        .singleElement()
        .asString()
        .startsWith("is a secret of trigger h-github");
  }

  @Test
  void saveBeforeARotationIsSeenByIt() throws Exception {
    assertSaved("i-github", GITHUB.formatted("i-shared"));
    Trigger plain = assertSaved("i-zoom", PLAIN_ZOOM.formatted("i-first-secret"));
    Optional<Fault> fault =
        during(
            () -> assertThat(fixture.save("i-zoom", STILL_ZOOM).faults()).isEmpty(),
            () -> rotate(plain, "i-shared"));
    assertThat(fault).isPresent();
  }

  @Test
  void changeOfARowBeforeASaveIsSeenByIt() throws Exception {
    RowSaving rows = fixture.container.get(RowSaving.class);
    assertThat(row(rows, "").conflicts()).isEmpty();
    String own =
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"j-shared\"},"
            + " \"handshake\": {\"provider\": \"own:j-row\"}}";
    List<Fault> none = new ArrayList<>();
    JsonObject form = JsonBinding.object(own);
    Setup setup =
        SetupForm.read(form, fixture.container.get(OwnRows.class).in(fixture.workspace), none)
            .orElseThrow();
    assertThat(
            fixture
                .container
                .get(TriggerSaving.class)
                .save(fixture.workspace, "j-own", setup, GivenSecrets.in(form, none))
                .faults())
        .isEmpty();
    TriggerSaving.Saved saved =
        during(
            () ->
                assertThat(
                        row(rows, ", \"hmac\": {\"algorithm\": \"sha256\", \"encoding\": \"hex\"}")
                            .conflicts())
                    .isEmpty(),
            () -> fixture.save("j-github", GITHUB.formatted("j-shared")));
    assertThat(saved.trigger()).isEmpty();
  }

  private static RowSaving.Changed row(RowSaving rows, String hmac) {
    return rows.save(
        fixture.workspace,
        ProviderRow.Kind.HANDSHAKE,
        "j-row",
        JsonBinding.object(
            "{\"request\": {\"method\": \"GET\", \"when\": [{\"query\": \"c\"}]},"
                + " \"challenge\": {\"query\": \"c\", \"form\": \"signed\"}"
                + hmac
                + ", \"answer\": {\"status\": 200, \"text\": \"{challenge}\"}}"));
  }

  /** Starts {@code second} while the transaction of {@code first} holds the lock. */
  private static <T> T during(Runnable first, Supplier<T> second) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      List<CompletableFuture<T>> started = new ArrayList<>();
      fixture.container.inTransaction(
          () -> {
            first.run();
            locks.drainPermits();
            started.add(CompletableFuture.supplyAsync(second, thread));
            assertThat(reachesLock()).isTrue();
          });
      return started.get(0).get(20, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean reachesLock() {
    try {
      return locks.tryAcquire(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Fault> rotate(Trigger trigger, String secret) {
    return fixture
        .secrets()
        .rotateUnshared(trigger, Purpose.SIGNATURE, secret, Duration.ofHours(1))
        .fault();
  }

  private static Trigger assertSaved(String name, String setup) {
    TriggerSaving.Saved saved = fixture.save(name, setup);
    assertThat(saved.faults()).isEmpty();
    return saved.trigger().orElseThrow();
  }

  private static void assertRefused(String name, String setup, String detail) {
    TriggerSaving.Saved saved = fixture.save(name, setup);
    assertThat(saved.trigger()).isEmpty();
    assertThat(saved.faults())
        .extracting(Fault::detail)
        .singleElement()
        .asString()
        .startsWith(detail);
  }
}
