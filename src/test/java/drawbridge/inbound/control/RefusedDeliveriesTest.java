package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.platform.Problem;
import drawbridge.workspace.control.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@Tag("T12")
@OnEveryStore
class RefusedDeliveriesTest {

  @Parameter Store on;
  private final MovableClock clock = new MovableClock();
  private final AtomicInteger statements = new AtomicInteger();
  private final String trigger = UUID.randomUUID().toString();
  private SwitchedStore store;
  private TestContainer container;
  private RefusedDeliveries deliveries;
  private String workspace;

  @BeforeEach
  void setUp() {
    store = new SwitchedStore(on.open());
    container =
        new TestContainer(
                ProxyDataSourceBuilder.create(store)
                    .afterQuery((execution, queries) -> statements.addAndGet(queries.size()))
                    .build())
            .with(Clock.class, clock);
    deliveries = container.get(RefusedDeliveries.class);
    workspace =
        container.get(Workspaces.class).create("w" + UUID.randomUUID(), "s").orElseThrow().id();
  }

  @AfterEach
  void tearDown() {
    container.close();
  }

  @Test
  void floodOfRequestsCostsFewStatementsAndLittleMemory() {
    keep("first", 50);
    deliveries.write();
    statements.set(0);
    keep("one", 50);
    deliveries.write();
    int once = statements.getAndSet(0);
    for (int i = 0; i < 50_000; i++) {
      keep("flood " + i, 50);
    }
    assertThat(statements.get()).isZero();
    deliveries.write();
    assertThat(statements.get()).isEqualTo(once).isPositive();
    assertThat(stored()).hasSize(22).first().isEqualTo("flood 49999");
  }

  @Test
  void oldestRequestsBeyondTheNumberAreDropped() {
    for (int i = 0; i < 5; i++) {
      keep("request " + i, 3);
      deliveries.write();
    }
    assertThat(stored()).containsExactly("request 4", "request 3", "request 2");
  }

  @Test
  void failedWriteIsRepeated() {
    keep("a", 10);
    store.off();
    deliveries.write();
    keep("b", 10);
    store.on();
    deliveries.write();
    assertThat(stored()).containsExactly("b", "a");
  }

  @Test
  void memoryForUnwrittenBodiesIsLimited() {
    assertThat(deliveries.mayKeep(16L << 20)).isTrue();
    assertThat(deliveries.mayKeep(1)).isFalse();
    deliveries.write();
    assertThat(deliveries.mayKeep(1)).isTrue();
  }

  private void keep(String detail, int most) {
    clock.move(Duration.ofMillis(1));
    deliveries.keep(
        RefusedDelivery.ofRequest(
            new RefusedDelivery.Origin(workspace, trigger, "request", "{}"),
            clock.instant(),
            Problem.of("malformed-request", "Malformed request", 400, detail),
            Optional.empty(),
            Optional.empty()),
        most);
  }

  private List<String> stored() {
    return container.get(RefusedLedger.class).find(trigger, Optional.empty(), 1_000).stream()
        .map(RefusedDelivery::detail)
        .toList();
  }
}
