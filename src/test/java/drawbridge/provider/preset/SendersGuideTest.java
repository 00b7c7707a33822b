package drawbridge.provider.preset;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guide {@code src/docs/senders.md} describes the presets as they are. */
@Tag("T13")
class SendersGuideTest {

  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void generatedPartMatchesThePresets() throws IOException {
    String guide = Files.readString(SendersGuide.FILE);
    assertThat(guide)
        .as("run the main method of SendersGuide to update the guide")
        .isEqualTo(SendersGuide.updated(guide));
  }

  @Test
  void generatedPartHasEveryPreset() throws IOException {
    String guide = Files.readString(SendersGuide.FILE);
    Presets.builtIn()
        .all()
        .forEach(
            (name, preset) ->
                assertThat(guide)
                    .contains("{\"preset\": \"" + name + "\"")
                    .contains("\n### " + preset.title() + "\n")
                    .contains("Docs: " + preset.docs() + "."));
  }

  @Test
  void everySampleTriggerCanBeSaved() throws IOException {
    int count = 0;
    for (JsonObject sample : samples()) {
      List<Fault> faults = new ArrayList<>();
      var unused = GivenSecrets.in(sample, faults);
      assertThat(SetupForm.read(sample, faults)).as("%s: %s", sample, faults).isPresent();
      assertThat(faults).isEmpty();
      count++;
    }
    assertThat(count).isGreaterThan(Presets.builtIn().all().size());
  }

  @Test
  void everyLinkHasItsHeading() throws IOException {
    String guide = Files.readString(SendersGuide.FILE);
    List<String> anchors =
        HEADING.matcher(guide).results().map(it -> SendersGuide.anchor(it.group(1))).toList();
    assertThat(anchors).doesNotHaveDuplicates();
    LINK.matcher(guide).results().forEach(link -> assertThat(anchors).contains(link.group(1)));
  }

  /** Returns the sample triggers: they name a preset, a workflow or routes. */
  private static List<JsonObject> samples() throws IOException {
    return BLOCK
        .matcher(Files.readString(SendersGuide.FILE))
        .results()
        .map(block -> JsonBinding.object(block.group(1).replace("…", "x")))
        .filter(json -> json.containsKey("workflow") || json.containsKey("routes"))
        .toList();
  }
}
