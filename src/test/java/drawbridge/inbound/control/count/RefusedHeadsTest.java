package drawbridge.inbound.control.count;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.Rejection;
import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.platform.RefusedRequest;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R9")
class RefusedHeadsTest {

  private TestContainer container;
  private InboundCounters counters;

  @BeforeEach
  void start() {
    container =
        new TestContainer(Stores.h2())
            .with(Clock.class, new MovableClock())
            .with(SenderLimits.class, SenderLimits.DEFAULT)
            .with(
                WorkspaceAuthenticator.class,
                new WorkspaceAuthenticator() {
                  @Override
                  public boolean isKnown(String workspace) {
                    return workspace.equals("known");
                  }
                });
    counters = container.get(InboundCounters.class);
  }

  @AfterEach
  void stop() {
    container.close();
  }

  private void refuse(String path) {
    container
        .get(RefusedHeads.class)
        .count(new RefusedRequest(path, "malformed-head", "Host must be one."));
    container.get(Rejections.class).write();
    container.get(UnknownUrls.class).write();
  }

  private List<Rejection> rejections() {
    return container
        .entities()
        .createQuery("select r from Rejection r where r.count > 0", Rejection.class)
        .getResultList();
  }

  @Test
  void refusedHeadCountsAtTheWorkspaceOfItsUrl() {
    refuse("/api/inbound/known/triggers/a-credential");
    refuse("/api/inbound/known");

    container.inTransaction(
        () ->
            assertThat(rejections())
                .singleElement()
                .returns("known", Rejection::workspace)
                .returns("malformed-head", Rejection::reason)
                .returns("Host must be one.", Rejection::detail)
                .returns(2L, Rejection::count));
    assertThat(counters.rejectedFor("malformed-head")).isEqualTo(2);
  }

  @Test
  void refusedHeadOfAnUnknownWorkspaceIsAnUnknownUrl() {
    refuse("/api/inbound/none/of/this\n");

    container.inTransaction(
        () -> assertThat(rejections()).singleElement().returns("", Rejection::workspace));
    assertThat(container.get(UnknownUrlLedger.class).latest(10))
        .singleElement()
        .returns("none", UnknownUrl::prefix);
  }

  @Test
  void requestsOutsideOfInboundAreNoRejections() {
    refuse("/api/admin/workspaces");
    refuse("/api/inboundary/known");
    refuse("/console/sign-in.xhtml");

    container.inTransaction(() -> assertThat(rejections()).isEmpty());
    assertThat(counters.rejected()).isZero();
  }

  @Test
  void eventDoesNotPrintTheIdOfATrigger() {
    assertThat(new RefusedRequest("/api/inbound/w/triggers/secret", "not-found", "").toString())
        .doesNotContain("secret");
  }
}
