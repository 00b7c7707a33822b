package drawbridge.run.entity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request that runs begin with, as their expressions see it (C9): without its body and without
 * what authenticates it.
 *
 * @param id of {@link Ids}; the time of the request is part of it
 * @param method in upper case
 * @param headers by name in lower case; several values are joined by {@code ", "}
 * @param query decoded parameters by name; several values are joined by {@code ", "}
 * @param trigger name of the trigger; empty for the workflow request URL
 * @param truncated whether headers or parameters above the limits are left out
 * @param keepsBody whether expressions see the whole body, too
 * @param arrival who sent it
 */
public record RequestData(
    String id,
    String method,
    Map<String, String> headers,
    Map<String, String> query,
    Optional<String> trigger,
    boolean truncated,
    boolean keepsBody,
    Arrival arrival) {

  private static final String CONTENT_TYPE = "content-type";
  private static final String RECEIVED_AT = "receivedAt";
  private static final String SENDER = "sender";
  private static final String RESENT_FROM = "resentFrom";
  private static final String EDITED = "edited";
  private static final String TEST = "test";
  private static final int USUAL_LENGTH = 512;

  /** Keeps the order of headers and parameters. */
  public RequestData {
    headers = Collections.unmodifiableMap(headers);
    query = Collections.unmodifiableMap(query);
  }

  /** Creates a request of unknown arrival. */
  public RequestData(
      String id,
      String method,
      Map<String, String> headers,
      Map<String, String> query,
      Optional<String> trigger,
      boolean truncated,
      boolean keepsBody) {
    this(id, method, headers, query, trigger, truncated, keepsBody, Arrival.UNKNOWN);
  }

  /** Returns the same request, with the whole body for expressions. */
  public RequestData keepingBody() {
    return new RequestData(id, method, headers, query, trigger, truncated, true, arrival);
  }

  /** Returns the header {@code Content-Type} with its parameters; empty when it is missing. */
  public Optional<String> contentType() {
    return Optional.ofNullable(headers.get(CONTENT_TYPE));
  }

  /** Returns the time at which the request arrived, to the millisecond. */
  public Instant receivedAt() {
    return Ids.time(id);
  }

  /** Returns the time at which a request arrived, of the object that expressions see. */
  public static Instant receivedAt(JsonNode seen) {
    return Instant.parse(seen.path(RECEIVED_AT).asText());
  }

  /**
   * Returns the object that expressions see. Members without a value are left out; {@code
   * truncated}, {@code edited} and {@code test} are present only when they are true.
   */
  public ObjectNode toJson() {
    ObjectNode tree = Json.object().put("id", id).put(RECEIVED_AT, receivedAt().toString());
    tree.put("method", method);
    tree.set("headers", new HeaderNode(headers));
    ObjectNode allParameters = tree.putObject("query");
    query.forEach(allParameters::put);
    contentType().ifPresent(type -> tree.put("contentType", type));
    trigger.ifPresent(name -> tree.put("trigger", name));
    if (truncated) {
      tree.put("truncated", true);
    }
    arrival.resentFrom().ifPresent(original -> tree.put(RESENT_FROM, original));
    if (arrival.isEdited()) {
      tree.put(EDITED, true);
    }
    if (arrival.isTest()) {
      tree.put(TEST, true);
    }
    return tree;
  }

  /**
   * Returns the object that expressions see, with its body.
   *
   * @param body null when it is not known any longer
   */
  public ObjectNode toJson(@Nullable JsonNode body) {
    ObjectNode tree = toJson();
    return body == null ? tree : tree.set("body", body);
  }

  /**
   * Returns the JSON text of the store, without the id and without members that are empty. {@link
   * #stored} reads it.
   */
  public String toText() {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("method", method);
      write(out, "headers", headers);
      write(out, "query", query);
      write(out, "trigger", trigger);
      if (truncated) {
        out.writeBooleanField("truncated", true);
      }
      if (keepsBody) {
        out.writeBooleanField("keepsBody", true);
      }
      write(out, SENDER, arrival.sender());
      write(out, RESENT_FROM, arrival.resentFrom());
      if (arrival.isEdited()) {
        out.writeBooleanField(EDITED, true);
      }
      if (arrival.isTest()) {
        out.writeBooleanField(TEST, true);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string writer that fails", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, String name, Map<String, String> values)
      throws IOException {
    if (!values.isEmpty()) {
      out.writeObjectFieldStart(name);
      for (Map.Entry<String, String> each : values.entrySet()) {
        out.writeStringField(each.getKey(), each.getValue());
      }
      out.writeEndObject();
    }
  }

  private static void write(JsonGenerator out, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    }
  }

  /** Reads what {@link #toText} wrote. */
  public static RequestData stored(String id, String text) {
    JsonNode tree = Json.read(text);
    return new RequestData(
        id,
        tree.path("method").asText(),
        texts(tree.get("headers")),
        texts(tree.get("query")),
        text(tree, "trigger"),
        tree.path("truncated").asBoolean(),
        tree.path("keepsBody").asBoolean(),
        new Arrival(
            text(tree, SENDER),
            text(tree, RESENT_FROM),
            tree.path(EDITED).asBoolean(),
            tree.path(TEST).asBoolean()));
  }

  private static Optional<String> text(JsonNode tree, String name) {
    return Optional.ofNullable(tree.get(name)).map(JsonNode::asText);
  }

  /** Reads like {@link #stored} for display; damaged data have the method {@code unreadable}. */
  public static RequestData shown(String id, String text) {
    try {
      return stored(id, text);
    } catch (UnreadableJson e) {
      return new RequestData(id, "unreadable", Map.of(), Map.of(), Optional.empty(), true, false);
    }
  }

  private static Map<String, String> texts(@Nullable JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (object != null) {
      object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    }
    return texts;
  }
}
