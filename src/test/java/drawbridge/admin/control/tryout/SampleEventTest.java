package drawbridge.admin.control.tryout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.inbound.trigger.boundary.StoredRuns;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers receive the body of a sample; their runs get its data. */
@Tag("X23")
class SampleEventTest {

  private static final String DATA = "{\"id\":\"a&b\",\"text\":\"ü\\\"\"}";
  private static final String NUMBER = "{\"id\":7}";
  private static final DataSource STORE = Stores.h2();
  private static WireInMemory wire;

  @BeforeAll
  static void open(@TempDir Path workflows) throws IOException {
    Files.writeString(
        workflows.resolve("data.yaml"),
        """
        document: {dsl: '1.0.0', namespace: samples, name: data, version: '1.0.0'}
        do:
          - read: {set: {got: '{{runtime}}'}}
        """);
    wire = new WireInMemory(STORE, "a secret").workflows(workflows);
  }

  @AfterAll
  static void close() {
    if (wire != null) {
      wire.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | application/json",
        "{'split': '/events'} | application/json",
        "{'split': ''} | application/json",
        "{'split': '/0/a'} | application/json",
        "{'decode': [{'at': '/payload', 'as': 'json', 'whole': true}]} | application/json",
        "{'decode': [{'at': '/text', 'as': 'base64'}]} | application/json",
        "{'decode': [{'at': '/text', 'as': 'xml'}, {'at': '/none', 'as': 'json'}], 'split': '/e'} |"
            + " application/json",
        "{'decode': [{'at': '/d', 'as': 'base64'}, {'at': '/d', 'as': 'json'}], 'split': '/d/e'} |"
            + " application/json",
        "{'decode': [{'at': '', 'as': 'form'}], 'mediaTypes': ['text/plain']} | text/plain",
        "{'decode': [{'at': '', 'as': 'json'}], 'split': '/e', 'mediaTypes': ['text/plain']} |"
            + " text/plain",
        "{'mediaTypes': ['application/x-www-form-urlencoded']} | application/x-www-form-urlencoded",
        "{'decode': [{'at': '/p', 'as': 'json', 'whole': true}], 'split': '/e', 'mediaTypes':"
            + " ['application/x-www-form-urlencoded']} | application/x-www-form-urlencoded",
        "{'mediaTypes': ['application/x-www-form-urlencoded', 'application/json']} |"
            + " application/json",
        "{'mediaTypes': ['application/x-ndjson'], 'split': ''} | application/x-ndjson"
      })
  void runGetsTheDataOfTheSample(String json, String type) {
    ObjectNode form = (ObjectNode) Json.read(json.replace('\'', '"'));
    form.put("workflow", "data");
    JsonNode data = Json.read(DATA);
    SampleEvent event = SampleEvent.of(setup(form), data).orElseThrow();
    assertThat(event.type()).isEqualTo(type);
    int before = new StoredRuns(STORE).of("data").size();
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                "POST", wire.trigger(form), Map.of("Content-Type", type), event.body(), UTF_8));
    assertThat(answer.status()).as("%s%n%s", answer, event.body()).isEqualTo(202);
    List<StoredRuns.Stored> runs = new StoredRuns(STORE).finished("data", before + 1);
    assertThat(runs.get(runs.size() - 1).output().path("got")).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mediaTypes': ['text/xml']}",
        "{'mediaTypes': ['application/x-www-form-urlencoded']}",
        "{'mediaTypes': ['text/plain']}",
        "{'mediaTypes': ['image/png'], 'split': '/events'}"
      })
  void bodyThatCannotHoldTheDataIsNotInvented(String json) {
    ObjectNode form = (ObjectNode) Json.read(json.replace('\'', '"'));
    assertThat(SampleEvent.of(setup(form.put("workflow", "data")), Json.read(NUMBER))).isEmpty();
  }

  private static Setup setup(ObjectNode form) {
    List<Fault> faults = new ArrayList<>();
    return SetupForm.read(JsonBinding.object(form.toString()), faults)
        .orElseThrow(() -> new AssertionError(faults));
  }
}
