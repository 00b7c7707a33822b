package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Converts a setup to the fields of the trigger form, and the fields to a setup. */
final class SetupFields {

  private static final List<String> METHODS =
      List.of("POST", "GET", "PUT", "PATCH", "DELETE", "HEAD");

  /** Fields that hold a whole member. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "methods|mediaTypes|uidFrom|(routes\\.\\d+\\.)?stateValues"
              + "|reply(\\.otherwise)?\\.(headers|body)|signature\\.(id|timestamp)");

  private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");

  /** Members without a field of their own, and the field that decides on them. */
  private static final Map<String, String> DECIDED_BY =
      Map.of(
          "name", "called",
          "signature", "signature.scheme",
          "handshake", "handshake.provider",
          "rate", "rate.perSecond",
          "reply.from", "reply",
          "acceptedStatus", "reply");

  private static final List<String> PLAIN =
      List.of("preset", "presetVersion", "workflow", "secretRequired", "keepBody");
  private static final List<String> NUMBERS = List.of("maxBody", "keepRefused");

  private static final String PER_TRIGGER = "perTrigger";

  private SetupFields() {}

  /** Returns the fields of a setup. */
  static FormFields of(ObjectNode setup) {
    FormFields fields = new FormFields();
    PLAIN.forEach(member -> fields.put(member, setup.path(member)));
    if (!setup.path("stateValues").isEmpty()) {
      fields.put("stateValues", setup.path("stateValues"));
    }
    NUMBERS.forEach(member -> fields.put(member, setup.path(member)));
    for (String owner : List.of("signature", "handshake", "rate")) {
      fields.putAll(owner + ".", setup.path(owner));
    }
    if (setup.path("methods").isMissingNode()) {
      fields.put("methods.POST", "0");
    }
    int position = 0;
    for (JsonNode method : setup.path("methods")) {
      fields.put("methods." + method.asText(), String.valueOf(position++));
    }
    fields.put("mediaTypes", joined(setup.path("mediaTypes")));
    addRows(fields, "decode", setup);
    addRows(fields, "routes", setup);
    for (String row : fields.rows("routes")) {
      fields.put(row + ".then", fields.entered(row + ".ignore").isEmpty() ? "start" : "ignore");
    }
    if (setup.has("split")) {
      fields.put("splits", "yes");
      fields.put("split", setup.path("split"));
    }
    addUid(fields, setup.path("uidFrom"));
    ReplyFields.add(setup, fields);
    return fields;
  }

  private static void addUid(FormFields fields, JsonNode uidFrom) {
    uidFrom.forEachEntry(
        (member, value) -> {
          if (member.equals(PER_TRIGGER)) {
            fields.put("uidFrom.perTrigger", value);
          } else {
            fields.put("uidFrom", member);
            fields.put("uidFrom.value", value);
          }
        });
  }

  private static void addRows(FormFields fields, String list, ObjectNode setup) {
    int index = 0;
    for (JsonNode row : setup.path(list)) {
      fields.putAll(list + "." + index++ + ".", row);
    }
  }

  private static String joined(JsonNode texts) {
    return String.join(
        ", ", StreamSupport.stream(texts.spliterator(), false).map(it -> it.asText()).toList());
  }

  /**
   * Returns the setup, secrets included.
   *
   * @param faults receives a fault for each field that cannot be converted
   */
  static ObjectNode toJson(FormFields fields, List<Fault> faults) {
    ObjectNode json = Json.object();
    fields.text("preset").ifPresent(text -> json.put("preset", text));
    fields.number("presetVersion").ifPresent(set(json, "presetVersion"));
    fields.text("workflow").ifPresent(text -> json.put("workflow", text));
    fields.tree("stateValues", faults).ifPresent(set(json, "stateValues"));
    json.put("secretRequired", fields.text("secretRequired").isPresent());
    nested(json, "signature", "scheme", fields, faults);
    nested(json, "handshake", "provider", fields, faults);
    methods(fields).stream()
        .filter(method -> fields.text("methods." + method).isPresent())
        .forEach(json.putArray("methods")::add);
    fields
        .text("mediaTypes")
        .ifPresent(
            text -> List.of(text.split("[,\\s]+")).forEach(json.putArray("mediaTypes")::add));
    addDecode(json, fields);
    NUMBERS.forEach(member -> fields.number(member).ifPresent(set(json, member)));
    fields.text("keepBody").ifPresent(text -> json.put("keepBody", true));
    fields.text("splits").ifPresent(text -> json.put("split", fields.entered("split").strip()));
    fields.text("uidFrom").ifPresent(source -> putUid(json.putObject("uidFrom"), source, fields));
    addRoutes(json, fields, faults);
    ReplyFields.toJson(json, fields, faults);
    addRate(json, fields);
    return json;
  }

  /**
   * Returns all methods: the selected ones in their order, then the others. The field of a selected
   * method has its position as text.
   */
  static List<String> methods(FormFields fields) {
    return METHODS.stream()
        .sorted(
            Comparator.comparingInt(
                method ->
                    fields
                        .number("methods." + method)
                        .filter(JsonNode::isInt)
                        .map(JsonNode::asInt)
                        .orElse(Integer.MAX_VALUE)))
        .toList();
  }

  private static void putUid(ObjectNode uidFrom, String source, FormFields fields) {
    uidFrom.put(source, fields.text("uidFrom.value").orElse(""));
    fields.text("uidFrom.perTrigger").ifPresent(text -> uidFrom.put(PER_TRIGGER, true));
  }

  private static Consumer<JsonNode> set(ObjectNode json, String member) {
    return value -> json.set(member, value);
  }

  private static void addDecode(ObjectNode json, FormFields fields) {
    for (String row : fields.rows("decode")) {
      ObjectNode step = json.withArray("/decode").addObject();
      step.put("at", fields.entered(row + ".at").strip());
      step.put("as", fields.entered(row + ".as"));
      fields.text(row + ".whole").ifPresent(text -> step.put("whole", true));
    }
  }

  private static void addRoutes(ObjectNode json, FormFields fields, List<Fault> faults) {
    for (String row : fields.rows("routes")) {
      ObjectNode route = json.withArray("/routes").addObject();
      fields.text(row + ".when").ifPresent(text -> route.put("when", text));
      if (fields.entered(row + ".then").equals("ignore")) {
        route.put("ignore", true);
      } else {
        fields.text(row + ".workflow").ifPresent(text -> route.put("workflow", text));
        fields.tree(row + ".stateValues", faults).ifPresent(set(route, "stateValues"));
      }
    }
  }

  private static void addRate(ObjectNode json, FormFields fields) {
    Optional<JsonNode> perSecond = fields.number("rate.perSecond");
    Optional<JsonNode> burst = fields.number("rate.burst");
    if (perSecond.isPresent() || burst.isPresent()) {
      ObjectNode rate = json.putObject("rate");
      perSecond.ifPresent(set(rate, "perSecond"));
      burst.ifPresent(set(rate, "burst"));
    }
  }

  /** Adds an object with all its fields when its key field is set. */
  private static void nested(
      ObjectNode json, String owner, String key, FormFields fields, List<Fault> faults) {
    String prefix = owner + ".";
    if (fields.text(prefix + key).isPresent()) {
      ObjectNode object = json.putObject(owner);
      for (String member : fields.namesBelow(prefix)) {
        value(prefix + member, fields, faults).ifPresent(set(object, member));
      }
    }
  }

  /** Returns an object for a text that starts like one, otherwise the text. */
  private static Optional<JsonNode> value(String field, FormFields fields, List<Fault> faults) {
    String text = fields.text(field).orElse("");
    return OBJECT.matcher(text).lookingAt()
        ? fields.tree(field, faults)
        : fields.text(field).map(Json.NODES::textNode);
  }

  /** Returns the field that shows a fault, or the path of the fault when no field does. */
  static String fieldOf(Fault fault) {
    String path = fault.pointer().replaceFirst("^/", "").replace('/', '.');
    Matcher whole = WHOLE.matcher(path);
    boolean isWithin =
        whole.lookingAt() && (whole.end() == path.length() || path.charAt(whole.end()) == '.');
    return isWithin ? whole.group() : DECIDED_BY.getOrDefault(path, path);
  }
}
