package drawbridge.platform.boundary;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Trials;
import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.StoreFailures;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/**
 * The one place where infrastructure errors become replies: a store that is down is {@code 503}
 * with {@code Retry-After} (R5), a character that no text of the store has is {@code 400}, what the
 * server itself refused keeps its status, all else is {@code 500} with an id to look for in the
 * log.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

  /** A commit whose answer was lost may have happened. */
  private static final String UNACKNOWLEDGED = "It was not acknowledged; send it again.";

  private static final Problem CHARACTER =
      Problem.of(
          "malformed-request", "Malformed request", 400, "A text contains U+0000. Remove it.");

  private static final Problem INTERNAL =
      Problem.of("internal", "Internal error", 500, "The log knows more under this request id.");

  @Inject StoreStatus store;
  @Inject Refusals refusals;
  @Context UriInfo uri;

  @Override
  public Response toResponse(Throwable error) {
    String requestId = Ids.next(System.currentTimeMillis());
    if (error instanceof WebApplicationException refused) {
      return refused(refused.getResponse(), requestId);
    }
    return StoreFailures.isOfTheStore(error) && !StoreFailures.isOfACharacter(error)
        ? unavailable(error, requestId)
        : counted(problem(error, requestId)).toResponse(requestId);
  }

  /** The count of the store has these; see {@link StoreStatus#addRejection}. */
  private Response unavailable(Throwable error, String requestId) {
    store.addRejection();
    LOG.log(
        System.Logger.Level.ERROR,
        "request {0}: the store did not answer ({1}); the caller was told to come again",
        requestId,
        StoreFailures.inWords(error));
    return Problem.unavailable(UNACKNOWLEDGED).toResponse(requestId);
  }

  private static Problem problem(Throwable error, String requestId) {
    if (StoreFailures.isOfACharacter(error)) {
      return CHARACTER;
    } else if (error instanceof Trials.Busy busy) {
      return busy.problem();
    } else if (error instanceof TooLong late) {
      return late.problem();
    } else if (error instanceof TimedInput.TooSlow) {
      return of(408, "The body did not arrive in time. Nothing was recorded.");
    }
    LOG.log(
        System.Logger.Level.ERROR, "request " + requestId + " failed; nothing was recorded", error);
    return INTERNAL;
  }

  private Response refused(Response response, String requestId) {
    if (response.hasEntity() || response.getStatus() < 400) {
      return response;
    }
    Problem problem = of(response.getStatus(), detail(response));
    Response.ResponseBuilder reply = Response.fromResponse(counted(problem).toResponse(requestId));
    response
        .getHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Content-Type")
                  && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> reply.header(name, value));
              }
            });
    return reply.build();
  }

  /** Reports a refusal, but not of a method: {@code inbound} counts those at the trigger. */
  private Problem counted(Problem problem) {
    if (problem.status() != Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
      refusals.report("/api/" + uri.getPath().replaceFirst("^/", ""), problem);
    }
    return problem;
  }

  /** The problem of a status that HTTP names. */
  static Problem of(int status, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String words = (known == null ? "Refused" : known.getReasonPhrase()).toLowerCase(Locale.ROOT);
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return Problem.of(words.replace(' ', '-'), title, status, detail);
  }

  private static String detail(Response response) {
    return switch (response.getStatus()) {
      case 404 -> "There is nothing at this address; the calls are described at /openapi.";
      case 405 -> "This address takes " + response.getHeaderString("Allow") + ".";
      default -> ErrorPage.UNSEEN;
    };
  }
}
