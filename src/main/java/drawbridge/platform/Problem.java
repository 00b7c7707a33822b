package drawbridge.platform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 says it: {@code application/problem+json}.
 *
 * @param kind last part of the {@code type} URI, kebab case: {@code malformed-request}
 * @param title the same for every problem of a kind
 * @param detail what happened here and what to do; never holds a secret
 * @param errors every single fault, where there are several
 */
public record Problem(
    String kind, String title, int status, @Nullable String detail, List<Fault> errors) {

  /**
   * Where a kind is explained; resolves to a section of the operators' guide, and is not fetched by
   * anybody.
   */
  public static final String TYPES = "urn:drawbridge:problem:";

  /** The media type of RFC 9457. */
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  /** Too slow, too large, too many at once or a store that is away. */
  private static final Set<Integer> UNREAD = Set.of(408, 413, 503);

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem of one sentence. */
  public static Problem of(String kind, String title, int status, @Nullable String detail) {
    return new Problem(kind, title, status, detail, List.of());
  }

  /** 404, without saying whether the thing exists elsewhere. */
  public static Problem notFound(String what) {
    return of("not-found", "Not found", 404, "There is no such " + what + " here.");
  }

  /** 503; the reply says when to come again. */
  public static Problem unavailable(String detail) {
    return of("unavailable", "Service unavailable", 503, detail);
  }

  /** 400 with every fault. */
  public static Problem malformed(List<Fault> faults) {
    return faulty("malformed-request", "Malformed request", 400, faults);
  }

  /** Any problem that is a list of faults: one is told in the detail, several are counted there. */
  public static Problem faulty(String kind, String title, int status, List<Fault> faults) {
    String detail =
        faults.size() == 1 ? faults.get(0).inWords() : faults.size() + " faults; see errors.";
    return new Problem(kind, title, status, detail, faults);
  }

  /** One sentence: the first of several faults, else the detail, else the title. */
  public String inWords() {
    return errors.isEmpty()
        ? Objects.requireNonNullElse(detail, title)
        : errors.get(0).pointer() + " " + errors.get(0).detail();
  }

  /** The members of RFC 9457; absent ones are left out. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object().put("type", TYPES + kind).put("title", title).put("status", status);
    if (detail != null) {
      json.put("detail", detail);
    }
    if (!errors.isEmpty()) {
      ArrayNode list = json.putArray("errors");
      errors.forEach(fault -> list.add(toJson(fault)));
    }
    return json;
  }

  private static ObjectNode toJson(Fault fault) {
    ObjectNode json = Json.object().put("pointer", fault.pointer()).put("detail", fault.detail());
    if (fault.file() != null) {
      json.put("file", fault.file());
    }
    if (fault.line() > 0) {
      json.put("line", fault.line()).put("column", fault.column());
    }
    return json;
  }

  /**
   * The reply; {@code requestId} lets the caller and the operator speak of the same request. It
   * says that the connection ends where the body may not have been read to its end (RFC 9112, 9.6),
   * so that nobody need read the rest, and no client sends its next request into it.
   */
  public Response toResponse(String requestId) {
    Response.ResponseBuilder reply =
        Response.status(status).type(MEDIA_TYPE).entity(toJson().put("requestId", requestId));
    if (status == 503 || status == 429) {
      reply.header("Retry-After", "2");
    }
    if (UNREAD.contains(status)) {
      reply.header("Connection", "close");
    }
    return reply.build();
  }
}
