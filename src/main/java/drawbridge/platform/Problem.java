package drawbridge.platform;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error in the form of RFC 9457: {@code application/problem+json}.
 *
 * @param kind last part of the {@code type} URI, kebab case: {@code malformed-request}
 * @param title is the same for every problem of a kind
 * @param detail the failure and the next action; never holds a secret
 * @param errors every fault, when there are several
 */
public record Problem(
    String kind, String title, int status, @Nullable String detail, List<Fault> errors) {

  /** Starts every type URI. A kind names a section of the operators' guide. */
  public static final String TYPES = "urn:drawbridge:problem:";

  /** The media type of RFC 9457. */
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  public Problem {
    errors = List.copyOf(errors);
  }

  /** Returns a problem of one sentence. */
  public static Problem of(String kind, String title, int status, @Nullable String detail) {
    return new Problem(kind, title, status, detail, List.of());
  }

  /** Returns a 404. Does not tell whether the thing exists in another workspace. */
  public static Problem notFound(String what) {
    return of("not-found", "Not found", 404, "There is no such " + what + " here.");
  }

  /** Returns a 503. The reply has a {@code Retry-After}. */
  public static Problem unavailable(String detail) {
    return of("unavailable", "Service unavailable", 503, detail);
  }

  /** Returns a 400 with every fault. */
  public static Problem malformed(List<Fault> faults) {
    return faulty("malformed-request", "Malformed request", 400, faults);
  }

  /** Returns a problem of faults. The detail tells a single fault, or the number of them. */
  public static Problem faulty(String kind, String title, int status, List<Fault> faults) {
    String detail =
        faults.size() == 1 ? faults.get(0).inWords() : faults.size() + " faults; see errors.";
    return new Problem(kind, title, status, detail, faults);
  }

  /** Returns the same problem with another detail, and without faults. */
  public Problem saying(String sentence) {
    return of(kind, title, status, sentence);
  }

  /** Returns one sentence: the first fault, else the detail, else the title. */
  public String inWords() {
    return errors.isEmpty()
        ? Objects.requireNonNullElse(detail, title)
        : errors.get(0).pointer() + " " + errors.get(0).detail();
  }

  /** The members of RFC 9457, and those of this product. A member without a value is left out. */
  public record Body(
      String type,
      String title,
      int status,
      @Nullable String detail,
      @Nullable List<Line> errors,
      @Nullable String requestId,
      @Nullable String next) {

    /** One fault. */
    public record Line(
        String pointer,
        String detail,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column) {

      static Line of(Fault fault) {
        boolean hasLine = fault.line() > 0;
        return new Line(
            fault.pointer(),
            fault.detail(),
            fault.file(),
            hasLine ? fault.line() : null,
            hasLine ? fault.column() : null);
      }
    }
  }

  /** Returns the body of a reply. */
  public Body toBody(String requestId) {
    return body(requestId, null);
  }

  /** Returns the problem that ends a run; {@code next} tells the operator what to do. */
  public Body ofRun(String next) {
    return body(null, next);
  }

  private Body body(@Nullable String requestId, @Nullable String next) {
    List<Body.Line> lines = errors.isEmpty() ? null : errors.stream().map(Body.Line::of).toList();
    return new Body(TYPES + kind, title, status, detail, lines, requestId, next);
  }

  /**
   * Returns the reply. It closes the connection where the body may be unread (RFC 9112, 9.6), so
   * that no client sends its next request into the rest.
   *
   * @param requestId names the request in the log
   */
  public Response toResponse(String requestId) {
    Response.ResponseBuilder reply =
        Response.status(status).type(MEDIA_TYPE).entity(toBody(requestId));
    if (status == 503 || status == 429) {
      reply.header("Retry-After", "2");
    }
    if (isLast(status)) {
      reply.header("Connection", "close");
    }
    return reply.build();
  }

  /**
   * Returns whether a reply with this status ends its connection. Errors do: the body may be
   * unread, or the caller has proved nothing and must not keep a thread busy with requests sent
   * ahead.
   */
  public static boolean isLast(int status) {
    return status >= 400;
  }
}
