package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.json.Json;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.preset.TestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Follows the guide for senders: copies the trigger of a preset from {@code src/docs/senders.md},
 * fills in the secret, and sends the preset's test event as the provider does.
 */
@Tag("T13")
class NewcomerTest {

  private static final Path GUIDE = Path.of("src/docs/senders.md");
  private static final String WORKFLOW =
      """
      document: {dsl: 1.0.0, namespace: guide, name: my-workflow, version: 1.0.0}
      do:
        - note: {set: {uid: '${ $context.request.trigger }'}}
      """;

  private static final DataSource STORE = Stores.h2();
  private static WireInMemory wire;

  @BeforeAll
  static void open(@TempDir Path workflows) throws IOException {
    Files.writeString(workflows.resolve("my-workflow.yaml"), WORKFLOW);
    wire = new WireInMemory(STORE, "a secret").workflows(workflows);
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adyen",
        "github",
        "gitlab",
        "hubspot",
        "mailgun",
        "okta",
        "shopify",
        "slack",
        "stripe",
        "telegram",
        "typeform",
        "zendesk"
      })
  void sampleOfTheGuideStartsTheWorkflow(String name) throws IOException {
    Preset preset = Presets.builtIn().find(name).orElseThrow();
    String scheme = preset.setup().getJsonObject("signature").getString("scheme");
    ObjectNode sample = sample(name);
    sample.withObject("/signature").put("secret", ProviderSigner.secret(scheme));
    String path = wire.trigger(sample);
    StoredRuns runs = new StoredRuns(STORE);
    int before = runs.of("my-workflow").size();

    TestRequest test = preset.test();
    ProviderSigner.Sent event =
        new ProviderSigner.Sent("http://localhost" + path, test.allHeaders(), test.body());
    assertThat(send(path, test, event).status()).as("an unsigned event").isEqualTo(401);
    ProviderSigner.Sent signed = ProviderSigner.signed(scheme, event, Instant.now());
    Wire.Answer answer = send(path, test, signed);

    assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
    List<StoredRuns.Stored> after = runs.finished("my-workflow", before + 1);
    assertThat(after).hasSize(before + 1);
    assertThat(after.get(before).state()).isEqualTo("SUCCEEDED");
  }

  /** Returns the trigger of a preset as the guide shows it. */
  private static ObjectNode sample(String name) throws IOException {
    String start = "{\"preset\": \"" + name + "\", \"workflow\": \"my-workflow\"";
    Matcher block =
        Pattern.compile("```json\n(" + Pattern.quote(start) + ".*)\n```")
            .matcher(Files.readString(GUIDE));
    assertThat(block.find()).as(start).isTrue();
    return (ObjectNode) Json.read(block.group(1));
  }

  private static Wire.Answer send(String path, TestRequest test, ProviderSigner.Sent sent) {
    return wire.send(new Wire.Request(test.method(), path, sent.headers(), sent.body(), UTF_8));
  }
}
