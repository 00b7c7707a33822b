package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.RequestVerdicts;
import drawbridge.run.entity.Run;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs, their children and their replays see of a stored request (C9). */
@OnEveryStore
@Tag("C9")
class RequestOfRunsTest {

  private static final String SEEING =
      """
        - see:
            set:
              method: 'is {{request.method}}'
              event: '{{request.headers.x-event}}'
              isKnown: '${ $context.request != null }'
              id: '${ $context.request.id }'
      """;

  private final TestNode node;

  RequestOfRunsTest(Store on) {
    node = new TestNode(on.open());
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void runWithoutARowSeesNothingAndCanBeReplayed() {
    PinnedVersion version = node.saveTasks("sees", SEEING);
    String run = node.insert(version, "{}");
    node.runDue();
    String nothing = "{\"method\":\"is \",\"event\":null,\"isKnown\":false,\"id\":null}";
    assertThat(Json.read(node.output(run))).isEqualTo(Json.read(nothing));
    String replay = replay(run, version);
    node.runDue();
    assertThat(node.output(replay)).isEqualTo(node.output(run));
    assertThat(node.run(replay).requestId()).isEqualTo(node.run(run).requestId());
  }

  @Test
  void replaysSeeTheRequestOfTheOriginal() {
    PinnedVersion version = node.saveTasks("sees", SEEING);
    String run = node.insert(version, "{}");
    Run inserted = node.run(run);
    receive(inserted.requestId(), "push");
    receive("0193a0f2-6c00-7000-8000-000000000002", "another");
    node.runDue();
    assertThat(Json.read(node.output(run))).isEqualTo(seen(inserted.requestId()));
    String replay = replay(run, version);
    String ofReplay = replay(replay, version);
    node.runDue();
    assertThat(node.output(replay)).isEqualTo(node.output(run));
    assertThat(node.output(ofReplay)).isEqualTo(node.output(run));
  }

  @Test
  void childrenSeeTheRequestOfTheirParent() {
    node.saveTasks("sees", SEEING);
    PinnedVersion parent =
        node.saveTasks(
            "parent",
            """
              - child:
                  run: {workflow: {namespace: tests, name: sees, version: latest}}
            """);
    String run = node.insert(parent, "{}");
    receive(node.run(run).requestId(), "push");
    node.runDue();
    assertThat(Json.read(node.output(run))).isEqualTo(seen(node.run(run).requestId()));
    String replay = replay(run, parent);
    node.runDue();
    assertThat(node.output(replay)).isEqualTo(node.output(run));
  }

  private static JsonNode seen(String requestId) {
    return Json.read(
        "{\"method\":\"is PUT\",\"event\":\"push\",\"isKnown\":true,\"id\":\"" + requestId + "\"}");
  }

  private String replay(String run, PinnedVersion version) {
    return node.container
        .get(Replays.class)
        .fromTop(node.run(run), version)
        .match(
            ReplayOutcome.Started::runId,
            impossible -> {
              throw new AssertionError(impossible.detail());
            });
  }

  private void receive(String id, String event) {
    RequestData data =
        new RequestData(
            id, "PUT", Map.of("x-event", event), Map.of(), Optional.empty(), false, false);
    node.container
        .get(Requests.class)
        .insert(
            List.of(
                new ReceivedRequest(
                    node.workspace, data, null, Answered.json(202), new RequestVerdicts(), "{}")));
  }
}
