package drawbridge.inbound.boundary;

import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyBytes;
import drawbridge.inbound.body.BodyLimit;
import drawbridge.inbound.body.ContentCoding;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.control.limit.BodyPermits;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.ProblemFilter;
import drawbridge.platform.boundary.TimedInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads the bodies of authenticated requests, limited in number, size and time. */
@ApplicationScoped
public class BodyReader {

  /** The sender closed the connection. No reply reaches it. */
  static final Problem SENDER_GONE =
      Problem.of(
          "sender-gone",
          "Sender gone",
          ProblemFilter.CLIENT_DISCONNECTED,
          "The connection was closed before the body ended. Nothing was recorded.");

  private static final Problem BUSY =
      Problem.of(
          "busy",
          "Too many requests",
          503,
          "Too many bodies are being received. Nothing of this one was read. Send it again.");
  private static final Problem TOO_SLOW =
      Problem.of(
          "too-slow",
          "Request timeout",
          408,
          "The body did not arrive in time. Nothing was recorded. Send it again.");
  private static final Problem CUT_OFF =
      Problem.malformed(
          List.of(
              Fault.at("", "the body is shorter than its Content-Length; nothing was recorded")));

  @Inject BodyPermits permits;
  @Inject SenderLimits limits;
  @Inject BodyLimits bodies;
  @Inject MemoryPool memory;
  @Inject Clock clock;

  /** Returns the 415 for a media type or a coding that the workflow request URL refuses (C10). */
  public static Optional<Problem> refusal(HttpHeaders headers) {
    return RequestForm.refusal(type(headers), !values(headers, ContentType.UNREADABLE).isEmpty())
        .or(() -> codingRefusal(headers));
  }

  /** Returns the 415 for a content coding that cannot be decoded. */
  public static Optional<Problem> codingRefusal(HttpHeaders headers) {
    return ContentCoding.of(values(headers, "Content-Encoding")).isPresent()
        ? Optional.empty()
        : Optional.of(ContentCoding.unsupported());
  }

  /**
   * Reads the body of a workflow request: {@link #read(Caller, HttpHeaders, InputStream, BodyLimit,
   * Function, Function)} with its limit.
   */
  CompletionStage<Response> read(
      Caller caller,
      HttpHeaders headers,
      InputStream in,
      Function<ReceivedBody, CompletionStage<Response>> whole,
      Function<Problem, CompletionStage<Response>> refused) {
    return read(caller, headers, in, bodies.ofWorkspace(), whole, refused);
  }

  /**
   * Reads and decompresses a body. The limit holds for the bytes as sent and for the decompressed
   * ones, while they are read. A body that is shorter than its Content-Length is malformed. The
   * memory of the body is free again when the reply is complete.
   *
   * @param whole receives the body, after the permit is released
   * @param refused receives the reason when the body is not read to its end; {@link #SENDER_GONE}
   *     when the connection is closed
   */
  public CompletionStage<Response> read(
      Caller caller,
      HttpHeaders headers,
      InputStream in,
      BodyLimit limit,
      Function<ReceivedBody, CompletionStage<Response>> whole,
      Function<Problem, CompletionStage<Response>> refused) {
    Allowance own = memory.open(caller.workspace().id());
    try {
      CompletionStage<Response> reply;
      try {
        reply =
            ReceivedBody.of(
                permitted(caller, headers, in, limit, own),
                type(headers),
                values(headers, "Content-Encoding"),
                limit,
                own,
                whole,
                refused);
      } catch (Refused e) {
        reply = refused.apply(e.problem);
      }
      return reply.whenComplete((response, failure) -> own.close());
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private byte[] permitted(
      Caller caller, HttpHeaders headers, InputStream in, BodyLimit limit, Allowance own)
      throws Refused {
    String workspaceId = caller.workspace().id();
    if (!permits.tryAcquire(workspaceId)) {
      throw new Refused(BUSY);
    }
    try {
      return bytes(headers, new TimedInput(in, clock, limits.bodyTimeout()), limit, own);
    } finally {
      permits.release(workspaceId);
    }
  }

  private static byte[] bytes(HttpHeaders headers, InputStream in, BodyLimit limit, Allowance own)
      throws Refused {
    long announced = contentLength(headers);
    List<Problem> refused = new ArrayList<>();
    byte[] bytes;
    try {
      bytes =
          BodyBytes.receive(
              in,
              announced,
              limit,
              own,
              it -> it,
              problem -> {
                refused.add(problem);
                return new byte[0];
              });
    } catch (TimedInput.TooSlow e) {
      throw new Refused(TOO_SLOW);
    } catch (IOException e) {
      throw new Refused(SENDER_GONE);
    }
    if (!refused.isEmpty()) {
      throw new Refused(refused.get(0));
    }
    if (bytes.length < announced) {
      throw new Refused(CUT_OFF);
    }
    return bytes;
  }

  /** The body is not read to its end. */
  private static final class Refused extends Exception {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.kind(), null, false, false);
      this.problem = problem;
    }
  }

  /** Returns the Content-Length, which JAX-RS reads only up to 2 GiB; -1 when there is none. */
  private static long contentLength(HttpHeaders headers) {
    String length = headers.getHeaderString("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1; // the server handles malformed lengths
    }
  }

  private static Optional<ContentType> type(HttpHeaders headers) {
    return ContentType.of(values(headers, "Content-Type"));
  }

  private static List<String> values(HttpHeaders headers, String name) {
    return headers.getRequestHeaders().getOrDefault(name, List.of());
  }
}
