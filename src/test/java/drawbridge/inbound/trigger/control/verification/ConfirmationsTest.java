package drawbridge.inbound.trigger.control.verification;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Store;
import drawbridge.fixture.Threads;
import drawbridge.inbound.trigger.control.TriggerFixture;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.http.Fetcher;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The URL of a subscription is requested later, again after a failure, and its outcome is seen. */
@Tag("T5")
class ConfirmationsTest {

  private static final URI ADDRESS =
      URI.create("https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=t");

  /** Keeps tasks until the test runs them. */
  private static final class ManualTimer extends Threads {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();

    ManualTimer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      tasks.add(task);
      delays.add(Duration.of(delay, unit.toChronoUnit()));
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    void runNext() {
      tasks.remove().run();
    }
  }

  private final List<URI> fetched = new ArrayList<>();
  private final ManualTimer timer = new ManualTimer();
  private CompletableFuture<byte[]> response =
      CompletableFuture.failedFuture(new IOException("status 503"));
  private TriggerFixture fixture;
  private Confirmations confirmations;
  private Trigger trigger;

  @BeforeEach
  void open() {
    fixture = new TriggerFixture(Store.H2);
    confirmations =
        fixture
            .container
            .with(Fetcher.class, this::fetch)
            .with(ManagedScheduledExecutorService.class, timer)
            .get(Confirmations.class);
    trigger = fixture.saved("orders", "{\"workflow\": \"greet\"}");
  }

  @AfterEach
  void close() {
    fixture.close();
    timer.shutdownNow();
  }

  private CompletableFuture<byte[]> fetch(URI url) {
    fetched.add(url);
    return response;
  }

  @Test
  void urlIsRequestedAfterTheAnswer() {
    response = CompletableFuture.completedFuture(new byte[0]);
    confirmations.confirmLater(trigger, ADDRESS);
    assertThat(fetched).isEmpty();
    assertThat(timer.delays).containsExactly(Duration.ofSeconds(1));
    timer.runNext();
    assertThat(fetched).containsExactly(ADDRESS);
    assertThat(timer.tasks).isEmpty();
    assertThat(outcome()).isEqualTo("confirmed");
  }

  @Test
  void repeatedMessageCausesOneRequest() {
    response = CompletableFuture.completedFuture(new byte[0]);
    for (int i = 0; i < 50; i++) {
      confirmations.confirmLater(trigger, ADDRESS);
    }
    assertThat(timer.tasks).hasSize(1);
    timer.runNext();
    confirmations.confirmLater(trigger, ADDRESS);
    assertThat(timer.tasks).as("a new confirmation").hasSize(1);
  }

  @Test
  void failureThatMayPassIsRetried() {
    confirmations.confirmLater(trigger, ADDRESS);
    timer.runNext();
    timer.runNext();
    assertThat(outcome()).isNull();
    response = CompletableFuture.completedFuture(new byte[0]);
    timer.runNext();
    assertThat(fetched).hasSize(3);
    assertThat(outcome()).isEqualTo("confirmed");
    assertThat(timer.tasks).isEmpty();
  }

  @Test
  void lastFailureIsSeen() {
    confirmations.confirmLater(trigger, ADDRESS);
    for (int i = 0; i < Confirmations.DELAYS.size(); i++) {
      timer.runNext();
    }
    assertThat(timer.delays).isEqualTo(Confirmations.DELAYS);
    assertThat(timer.tasks).isEmpty();
    assertThat(outcome()).isEqualTo("confirmation-failed");
  }

  /** An expired token, or a redirect. */
  @Test
  void refusalIsFinal() {
    response = CompletableFuture.failedFuture(new Fetcher.Rejected(302));
    confirmations.confirmLater(trigger, ADDRESS);
    timer.runNext();
    assertThat(timer.tasks).isEmpty();
    assertThat(outcome()).isEqualTo("confirmation-failed");
  }

  @Test
  void pendingUrlsAreRequestedAtTheStop() {
    response = CompletableFuture.completedFuture(new byte[0]);
    confirmations.confirmLater(trigger, ADDRESS);
    confirmations.stop();
    assertThat(fetched).containsExactly(ADDRESS);
    assertThat(outcome()).isEqualTo("confirmed");
  }

  @Test
  void failureAtTheStopIsSeen() {
    confirmations.confirmLater(trigger, ADDRESS);
    confirmations.stop();
    assertThat(timer.tasks).as("no retry").hasSize(1);
    assertThat(outcome()).isEqualTo("confirmation-failed");
  }

  @Test
  void stopIsBounded() {
    response = new CompletableFuture<>();
    confirmations.confirmLater(trigger, ADDRESS);
    confirmations.stop();
    assertThat(outcome()).isNull();
  }

  @Test
  void pendingUrlsAreLimited() {
    for (int i = 0; i <= Confirmations.MOST_PENDING; i++) {
      confirmations.confirmLater(trigger, URI.create(ADDRESS + "" + i));
    }
    assertThat(timer.tasks).hasSize(Confirmations.MOST_PENDING);
    assertThat(outcome()).isEqualTo("confirmation-failed");
  }

  private @Nullable String outcome() {
    fixture.container.get(TriggerUsage.class).write();
    return fixture.triggers().find(fixture.workspace, "orders").orElseThrow().lastOutcome();
  }
}
