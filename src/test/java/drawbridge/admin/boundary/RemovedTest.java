package drawbridge.admin.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.journal.RunTimeline;
import drawbridge.admin.control.journal.RunTimelines;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.admin.control.runs.UidVerification;
import drawbridge.admin.control.runs.UidVerification.Status;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.openapi.Description;
import drawbridge.platform.Age;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.run.control.OldRuns;
import drawbridge.run.control.OldSteps;
import drawbridge.run.control.RunAges;
import drawbridge.run.entity.Run;
import drawbridge.workspace.control.Workspaces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows runs, journals and uids after retention has removed data. */
@OnEveryStore
class RemovedTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final String RUN = "GET /api/admin/workspaces/{workspace}/runs/{run}";
  private static final String STEPS = RUN + "/steps";

  private final MovableClock clock = new MovableClock();
  private final TestContainer container;
  private final RunsResource runs;
  private final StepsResource steps;
  private final PastRuns past;
  private final String workspace;
  private final String run;
  private final Instant ended;

  RemovedTest(Store on) {
    DataSource store = on.open();
    RunAges ages =
        new RunAges(new Age(DAY.multipliedBy(90)), new Age(DAY.multipliedBy(30)), Age.FOREVER);
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(RunAges.class, ages)
            .with(RunCommands.class, new RunCommands()) // not called
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, DAY.multipliedBy(365), Age.FOREVER));
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    ended = clock.instant();
    past = new PastRuns(store, workspace);
    run = past.runs(1, 2, ended).get(0);
    runs = container.get(RunsResource.class);
    runs.workspace = "default";
    runs.id = run;
    steps = container.get(StepsResource.class);
    steps.workspace = "default";
    steps.id = run;
  }

  @AfterEach
  void tearDown() {
    container.close();
  }

  @Test
  void removedJournalIsReportedAndTheRunIsUnchanged() throws IOException {
    JsonNode before = seen(runs.show(), RUN);
    assertThat(seen(steps.list(), STEPS).path("steps")).hasSize(2);
    assertThat(seen(steps.list(), STEPS).has("removed")).isFalse();

    clock.move(DAY.multipliedBy(30));
    container.get(OldSteps.class).remove(ended, "", 500);

    JsonNode journal = seen(steps.list(), STEPS);
    assertThat(journal).hasToString("{\"steps\":[],\"removed\":true}");
    assertThat(seen(runs.show(), RUN)).isEqualTo(before);
  }

  @Test
  void longJournalIsComplete() throws IOException {
    steps.id = past.runs(1, 120, ended).get(0);
    JsonNode journal = seen(steps.list(), STEPS).path("steps");
    assertThat(journal.findValuesAsText("key")).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void timelineHasTheStepsWithoutTheirValues() {
    RunTimelines timelines = container.get(RunTimelines.class);
    Run ofRun = container.get(RunSearch.class).find(workspace, run).orElseThrow();
    RunTimeline timeline = timelines.of(ofRun);
    assertThat(timeline.steps()).extracting(RunTimeline.Line::position).containsExactly(0, 1);
    assertThat(timeline.steps()).allSatisfy(it -> assertThat(it.status()).isEqualTo("done"));
    assertThat(timeline.removed()).isNull();

    clock.move(DAY.multipliedBy(30));
    container.get(OldSteps.class).remove(ended, "", 500);

    assertThat(timelines.of(ofRun).steps()).isEmpty();
    assertThat(timelines.of(ofRun).removed()).isTrue();
  }

  @Test
  void uidOfARemovedRunIsStillAccepted() {
    UidVerification verification = container.get(UidVerification.class);
    List<String> uids = List.of("uid-" + run);
    assertThat(verification.of(workspace, uids).get(0).runStatus()).isNotNull();

    clock.move(DAY.multipliedBy(90));
    container.get(OldSteps.class).remove(ended, "", 500);
    container.get(OldRuns.class).remove(ended, "", 500);

    assertThat(verification.of(workspace, uids))
        .containsExactly(
            new UidVerification.Result(uids.get(0), Status.ACCEPTED, run, null, ended, 0));
  }

  private static JsonNode seen(Response reply, String operation) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    if (reply.getEntity() instanceof StreamingOutput streamed) {
      streamed.write(written);
    } else {
      written.writeBytes(JsonBinding.write((Record) reply.getEntity()).getBytes(UTF_8));
    }
    JsonNode body = Json.read(written.toString(UTF_8));
    String type = String.valueOf(reply.getMediaType());
    assertThat(Description.ours().faults(operation, 200, type, body.toString())).isEmpty();
    return body;
  }
}
