package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Converts the reply of a setup to fields of the trigger form, and the fields to the reply. The
 * field {@code reply} chooses its kind; {@code reply.bodyKind} tells a text from a JSON body.
 */
final class ReplyFields {

  /** The receipt with the status 200, which {@code acceptedStatus} selects. */
  static final String RECEIPT_200 = "200";

  static final String FIXED = "fixed";
  static final String FROM_RUN = "run";
  static final String TEXT = "text";
  static final String JSON = "json";

  private static final String REPLY = "reply";
  private static final String OTHERWISE = REPLY + ".otherwise";

  private ReplyFields() {}

  /** Adds the fields of the reply of a setup. */
  static void add(ObjectNode setup, FormFields fields) {
    JsonNode reply = setup.path(REPLY);
    if (reply.isObject()) {
      fields.put(REPLY, reply.has("from") ? FROM_RUN : FIXED);
      fields.put(REPLY + ".within", reply.path("within"));
      addAnswer(REPLY, reply, fields);
      if (reply.path("otherwise").isObject()) {
        fields.put(OTHERWISE, FIXED);
        addAnswer(OTHERWISE, reply.path("otherwise"), fields);
      }
    } else if (setup.path("acceptedStatus").asText().equals(RECEIPT_200)) {
      fields.put(REPLY, RECEIPT_200);
    }
  }

  private static void addAnswer(String owner, JsonNode answer, FormFields fields) {
    fields.put(owner + ".status", answer.path("status"));
    fields.put(owner + ".contentType", answer.path("contentType"));
    List<String> lines = new ArrayList<>();
    answer.path("headers").forEachEntry((name, value) -> lines.add(name + ": " + value.asText()));
    fields.put(owner + ".headers", String.join("\n", lines));
    JsonNode body = answer.path("body");
    if (!body.isMissingNode() && !body.isNull()) {
      fields.put(owner + ".bodyKind", body.isTextual() ? TEXT : JSON);
      fields.put(owner + ".body", body.isTextual() ? body.asText() : body.toPrettyString());
    }
  }

  /** Adds {@code reply} or {@code acceptedStatus} to a setup. */
  static void toJson(ObjectNode setup, FormFields fields, List<Fault> faults) {
    switch (fields.entered(REPLY)) {
      case RECEIPT_200 -> setup.put("acceptedStatus", 200);
      case FIXED -> addAnswer(setup.putObject(REPLY), REPLY, fields, faults);
      case FROM_RUN -> {
        ObjectNode reply = setup.putObject(REPLY).put("from", "run");
        fields.text(REPLY + ".within").ifPresent(text -> reply.put("within", text));
        addAnswer(reply, REPLY, fields, faults);
        if (fields.entered(OTHERWISE).equals(FIXED)) {
          addAnswer(reply.putObject("otherwise"), OTHERWISE, fields, faults);
        }
      }
      default -> {} // the receipt
    }
  }

  private static void addAnswer(
      ObjectNode answer, String owner, FormFields fields, List<Fault> faults) {
    fields.number(owner + ".status").ifPresent(it -> answer.set("status", it));
    fields.text(owner + ".contentType").ifPresent(it -> answer.put("contentType", it));
    addHeaders(answer, owner + ".headers", fields, faults);
    String body = owner + ".body";
    switch (fields.entered(owner + ".bodyKind")) {
      case TEXT -> answer.put("body", fields.entered(body));
      case JSON -> {
        if (fields.text(body).isEmpty()) {
          faults.add(Fault.at(FormFields.pointer(body), "must be JSON"));
        }
        fields.tree(body, faults).ifPresent(it -> answer.set("body", it));
      }
      default -> {} // empty, or the output of the run
    }
  }

  private static void addHeaders(
      ObjectNode answer, String field, FormFields fields, List<Fault> faults) {
    String pointer = FormFields.pointer(field);
    List<Fault> found = new ArrayList<>();
    Map<String, List<String>> headers = HeaderLines.read(fields.entered(field), found);
    found.forEach(it -> faults.add(Fault.at(pointer, it.detail() + " in line " + it.line())));
    headers.forEach(
        (name, values) -> {
          if (values.size() > 1) {
            faults.add(Fault.at(pointer, "must have each name once"));
          }
          ObjectNode all = answer.withObject("/headers");
          all.put(name, values.get(0));
        });
  }
}
