package drawbridge.inbound.reply;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A compiled reply. Immutable and thread safe. */
public final class ReplyTemplate {

  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205); // RFC 9110, 15.3.5 and 15.3.6
  private static final int MAX_BODY = 256 * 1024;
  private static final int MAX_HEADERS = 20;
  private static final int MAX_HEADER = 1_000;

  private final int status;
  private final Map<String, Value> headers;
  private final ReplyMediaType type;
  private final @Nullable Value body;

  private ReplyTemplate(
      int status, Map<String, Value> headers, ReplyMediaType type, @Nullable Value body) {
    this.status = status;
    this.headers = headers;
    this.type = type;
    this.body = body;
  }

  /**
   * Compiles a reply.
   *
   * @param expressions with the names that its templates may refer to
   * @param at pointer of the form
   * @return a template; after a fault one that must not be used
   */
  static ReplyTemplate of(
      ReplyForm.Answer form, Expressions expressions, String at, List<Fault> faults) {
    int before = faults.size();
    Reader reader = new Reader(expressions, at, faults);
    int status = Objects.requireNonNullElse(form.status(), 200);
    ReplyMediaType type = reader.type(form);
    Map<String, Value> headers = reader.headers(form.headers());
    @Nullable Value body = reader.body(form.body(), type);
    if (body != null && WITHOUT_BODY.contains(status)) {
      faults.add(Fault.at(at + "/body", "must be empty: a reply with this status has no body"));
    }
    ReplyTemplate template = new ReplyTemplate(status, headers, type, body);
    if (faults.size() == before) {
      template.checkConstants(at, faults);
    }
    return template;
  }

  /** Checks what no data changes. */
  private void checkConstants(String at, List<Fault> faults) {
    Scope empty = new Scope(Json.object(), Map.of(), Map.of());
    headers.forEach(
        (name, value) -> {
          if (value.isConstant() && !isHeaderValue(value.resolve(empty).asText())) {
            faults.add(
                Fault.at(
                    at + "/headers/" + Reader.escaped(name),
                    "must have at most " + MAX_HEADER + " characters, all visible ASCII"));
          }
        });
    if (body != null && body.isConstant()) {
      faultOf(textOf(body.resolve(empty)))
          .ifPresent(fault -> faults.add(Fault.at(at + "/body", fault)));
    }
  }

  public int status() {
    return status;
  }

  /** Returns the media type of the body without parameters; empty without a body. */
  public String mediaType() {
    return body == null ? "" : type.name();
  }

  /** Renders the reply to one request. Never throws. */
  public RenderedReply render(ReplyData data) {
    Scope scope = data.scope();
    try {
      Map<String, String> rendered = new LinkedHashMap<>();
      for (Map.Entry<String, Value> header : headers.entrySet()) {
        String value = header.getValue().resolve(scope).asText();
        if (!isHeaderValue(value)) {
          return new RenderedReply.Failed("the header " + header.getKey() + " has no valid value");
        }
        if (!value.isBlank()) {
          rendered.put(header.getKey(), value);
        }
      }
      String text = body == null ? "" : textOf(body.resolve(scope));
      return text.isEmpty() && (body == null || type.kind() == ReplyMediaType.Kind.TEXT)
          ? new RenderedReply.Complete(status, rendered, Optional.empty(), "")
          : complete(rendered, text);
    } catch (ResolutionFailure e) {
      return new RenderedReply.Failed(String.valueOf(e.getMessage()));
    }
  }

  private RenderedReply complete(Map<String, String> rendered, String text) {
    return faultOf(text)
        .<RenderedReply>map(fault -> new RenderedReply.Failed("the body " + fault))
        .orElseGet(
            () -> new RenderedReply.Complete(status, rendered, Optional.of(type.header()), text));
  }

  private static String textOf(JsonNode resolved) {
    return resolved.isTextual() ? resolved.textValue() : Json.write(resolved);
  }

  private Optional<String> faultOf(String text) {
    if (text.length() > MAX_BODY) {
      return Optional.of("has more than " + MAX_BODY + " characters");
    }
    return switch (type.kind()) {
      case JSON -> isJson(text) ? Optional.empty() : Optional.of("is not well-formed JSON");
      case XML -> XmlReplyCheck.faultOf(text);
      case TEXT ->
          text.indexOf('\0') < 0
              ? Optional.empty()
              : Optional.of("must not contain the character U+0000");
    };
  }

  private static boolean isJson(String text) {
    try {
      return !Json.read(text).isMissingNode();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isHeaderValue(String value) {
    return value.length() <= MAX_HEADER
        && value.chars().allMatch(unit -> unit >= 0x20 && unit <= 0x7E);
  }

  /** Compiles the members of a form. */
  private record Reader(Expressions expressions, String at, List<Fault> faults) {

    /** Returns the given media type, else the usual one of the body. */
    ReplyMediaType type(ReplyForm.Answer form) {
      if (form.contentType() == null) {
        return form.body() == null || form.body() instanceof JsonString
            ? ReplyMediaType.TEXT
            : ReplyMediaType.JSON;
      }
      Optional<ReplyMediaType> type = ReplyMediaType.of(form.contentType());
      if (type.isEmpty()) {
        faults.add(Fault.at(at + "/contentType", ReplyMediaType.EXPECTED));
      }
      return type.orElse(ReplyMediaType.TEXT);
    }

    Map<String, Value> headers(@Nullable JsonObject given) {
      Map<String, Value> headers = new LinkedHashMap<>();
      if (given == null) {
        return headers;
      }
      if (given.size() > MAX_HEADERS) {
        faults.add(Fault.at(at + "/headers", "must have at most " + MAX_HEADERS + " members"));
        return headers;
      }
      Set<String> names = new TreeSet<>();
      given.forEach(
          (name, value) -> {
            String pointer = at + "/headers/" + escaped(name);
            if (!ReplyHeaderName.isAllowed(name)) {
              faults.add(Fault.at(pointer, ReplyHeaderName.EXPECTED));
            } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
              faults.add(Fault.at(pointer, "must not differ from another member in case only"));
            } else if (value instanceof JsonString text) {
              headers.put(
                  name,
                  expressions.text(text.getString(), pointer, ValuePosition.TEXT, faults::add));
            } else {
              faults.add(Fault.at(pointer, "must be a string"));
            }
          });
      return headers;
    }

    /** Returns the body; null when there is none. */
    @Nullable Value body(@Nullable JsonValue given, ReplyMediaType type) {
      if (given == null || (given instanceof JsonString text && text.getString().isEmpty())) {
        return null;
      }
      String pointer = at + "/body";
      if (given instanceof JsonString text) {
        return expressions.text(text.getString(), pointer, type.kind().position(), faults::add);
      }
      if (type.kind() != ReplyMediaType.Kind.JSON) {
        faults.add(Fault.at(pointer, "must be a string, or contentType must be JSON"));
      }
      if (given.toString().length() > MAX_BODY) {
        faults.add(Fault.at(pointer, "has more than " + MAX_BODY + " characters"));
        return null;
      }
      return expressions.value(
          Json.read(given.toString()), pointer, ValuePosition.ORDINARY, faults::add);
    }

    static String escaped(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }
  }
}
