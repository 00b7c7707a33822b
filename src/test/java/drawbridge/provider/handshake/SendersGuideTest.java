package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sample triggers in {@code src/docs/senders.md} are valid. */
class SendersGuideTest {

  private static final Path GUIDE = Path.of("src/docs/senders.md");
  private static final Path TABLE =
      Path.of("src/main/resources/drawbridge/provider/handshakes.yaml");

  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern DOCS = Pattern.compile("(?m)^    docs: (https\\S+)$");

  @Test
  void everyProviderHasASampleTrigger() throws IOException {
    Set<String> shown =
        triggers().stream()
            .map(trigger -> trigger.path("handshake").path("provider").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(Handshakes.builtIn().providers());
  }

  @Test
  void everySampleTriggerIsValid() throws IOException {
    for (JsonNode trigger : triggers()) {
      ObjectNode settings = trigger.path("handshake").deepCopy();
      boolean hasToken = settings.remove("token") != null;
      boolean hasSecret = settings.remove("secret") != null;
      List<Fault> faults = new ArrayList<>();
      Handshake handshake = Handshakes.builtIn().read(Example.tree(settings), faults).orElseThrow();
      assertThat(faults).isEmpty();
      assertThat(hasToken).as("%s", settings).isEqualTo(handshake.needs() == Needs.TOKEN);
      assertThat(hasSecret).as("%s", settings).isEqualTo(handshake.needs() == Needs.SECRET);
      boolean mustSign = handshake.isSigned() || handshake.needs() == Needs.HANDED_OVER;
      assertThat(trigger.has("signature") || !mustSign).as("%s", settings).isTrue();
    }
  }

  @Test
  void guideAndTableLinkTheSameDocumentation() throws IOException {
    List<String> docs =
        DOCS.matcher(Files.readString(TABLE)).results().map(found -> found.group(1)).toList();
    assertThat(docs).hasSameSizeAs(Handshakes.builtIn().providers());
    assertThat(Files.readString(GUIDE)).contains(docs);
  }

  private static List<JsonNode> triggers() throws IOException {
    return BLOCK
        .matcher(Files.readString(GUIDE))
        .results()
        .map(block -> Json.read(block.group(1)))
        .filter(json -> json.has("handshake"))
        .toList();
  }
}
