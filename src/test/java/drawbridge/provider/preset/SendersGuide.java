package drawbridge.provider.preset;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Renders the part of {@code src/docs/senders.md} that describes the presets. The main method
 * writes it into the guide.
 */
final class SendersGuide {

  static final Path FILE = Path.of("src/docs/senders.md");

  private static final String START = "<!-- Generated from presets.yaml by SendersGuide. -->\n";
  private static final String END = "<!-- End of the generated part. -->";

  private SendersGuide() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(FILE, updated(Files.readString(FILE)));
  }

  /** Returns the guide with the part that the presets give now. */
  static String updated(String guide) {
    int start = guide.indexOf(START) + START.length();
    return guide.substring(0, start) + rendered() + guide.substring(guide.indexOf(END));
  }

  private static String rendered() {
    StringBuilder text = new StringBuilder();
    Map<String, Preset> all = Presets.builtIn().all();
    text.append("\n| Preset | Provider | Verification | Uid |\n|---|---|---|---|\n");
    all.forEach((name, preset) -> text.append(row(name, preset)));
    all.forEach((name, preset) -> text.append(section(name, preset)));
    return text.append('\n').toString();
  }

  private static String row(String name, Preset preset) {
    return "| [`%s`](#%s) | %s | %s | %s |\n"
        .formatted(name, anchor(preset.title()), preset.title(), verification(preset), uid(preset));
  }

  /** Returns the anchor of a heading, as GitHub makes it. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  private static String verification(Preset preset) {
    if (preset.setup().get("signature") instanceof JsonObject signature) {
      return "`" + signature.getString("scheme") + "`";
    }
    return "URL only";
  }

  private static String uid(Preset preset) {
    if (!(preset.setup().get("uidFrom") instanceof JsonObject from)) {
      return "none";
    }
    if (from.containsKey("jq")) {
      return "computed";
    }
    return from.containsKey("header")
        ? "header `" + from.getString("header") + "`"
        : "`" + from.getString("pointer") + "`";
  }

  private static String section(String name, Preset preset) {
    List<String> lines = new ArrayList<>();
    lines.add("\n### " + preset.title() + "\n");
    lines.add("Docs: " + preset.docs() + ".\n");
    lines.add("```json\n" + sample(name, preset) + "\n```\n");
    int step = 0;
    for (String text : preset.steps()) {
      lines.add(++step + ". " + text.replace("{url}", "`<url>`"));
    }
    lines.add("");
    preset.notes().forEach(note -> lines.add("- " + note));
    if (preset.retries() != null) {
      lines.add("- Repetitions: " + preset.retries() + ".");
    }
    lines.add("- It sets " + code(preset.setup()) + ".");
    return String.join("\n", lines) + "\n";
  }

  /** Returns the trigger to save, with every required input. */
  private static String sample(String name, Preset preset) {
    JsonObject setup =
        Json.createObjectBuilder().add("preset", name).add("workflow", "my-workflow").build();
    for (Preset.Input input : preset.inputs()) {
      if (input.required()) {
        setup = with(setup, input);
      }
    }
    return spaced(setup);
  }

  private static JsonObject with(JsonObject setup, Preset.Input input) {
    JsonValue known = setup.getOrDefault(input.owner(), JsonValue.EMPTY_JSON_OBJECT);
    JsonObjectBuilder owner = Json.createObjectBuilder(known.asJsonObject());
    owner.add(input.member(), input.example() == null ? "<" + input.what() + ">" : input.example());
    return Json.createObjectBuilder(setup).add(input.owner(), owner).build();
  }

  private static String code(JsonObject setup) {
    List<String> members = new ArrayList<>();
    setup.forEach((name, value) -> members.add("`" + ("\"" + name + "\": " + spaced(value)) + "`"));
    return String.join(", ", members);
  }

  /** Returns JSON with a space after colons and commas between members. */
  private static String spaced(JsonValue value) {
    if (value instanceof JsonObject object) {
      List<String> members = new ArrayList<>();
      object.forEach((name, member) -> members.add(Json.createValue(name) + ": " + spaced(member)));
      return "{" + String.join(", ", members) + "}";
    }
    if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      return "["
          + String.join(", ", value.asJsonArray().stream().map(SendersGuide::spaced).toList())
          + "]";
    }
    return value.toString();
  }
}
