package drawbridge.platform.boundary.guard;

import drawbridge.platform.Permits;
import drawbridge.platform.boundary.ErrorPage;
import drawbridge.platform.boundary.TimedInput;
import drawbridge.platform.proxy.Client;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Gives each {@link Area} its share of the HTTP threads, so that senders find a thread while others
 * keep the console or the API busy. A request above the share gets 503 at once. {@code web.xml}
 * declares it, after {@link ClientFilter}.
 *
 * <p>A thread that waits for a body counts: forms are read here, other bodies where the application
 * reads them, both within {@link #BODY_TIME}. So does a thread that waits until its client reads:
 * the server queues a little of each connection's replies, and blocks then. A client that has not
 * signed in gets one reply for each connection, so that it can neither fill many queues with
 * requests sent ahead nor keep processors busy with them.
 */
public class ShareFilter extends HttpFilter {

  /** The time for a body outside {@code /api/inbound}. */
  static final Duration BODY_TIME = Duration.ofSeconds(30);

  private static final long serialVersionUID = 1L;
  private static final String SECONDS = "1";

  private final transient Map<Area, Permits> shares = new EnumMap<>(Area.class);

  @Inject transient Clock clock;

  public ShareFilter() {
    for (Area area : Area.values()) {
      shares.put(area, new Permits(area.share()));
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Area area = Area.of(request);
    if (area.body() == Area.BodyRule.OWN) {
      boolean isForm = RequestBody.isForm(request) && RequestBody.isPresent(request);
      chain.doFilter(isForm ? new UnreadForm(request, clock) : request, response);
      return;
    }
    Permits permits = Objects.requireNonNull(shares.get(area));
    String client = Client.network(request.getRemoteAddr());
    if (!permits.tryAcquire(client)) {
      response.setHeader("Retry-After", SECONDS);
      refuse(response, 503, "Too many requests of this kind are in progress. Send it again.");
      return;
    }
    boolean isLast = area == Area.PROBES || !isSignedIn(request);
    if (isLast) {
      response.setHeader("Connection", "close");
    }
    try {
      continueWithBody(area.body(), request, response, chain);
      if (!isLast && !request.isAsyncStarted() && response.getStatus() < 400) {
        response.flushBuffer(); // it may wait for replies before it, within the share
      }
    } finally {
      permits.release(client);
    }
  }

  /** Returns whether the client has signed in, or claims so and gets 401 otherwise. */
  private static boolean isSignedIn(HttpServletRequest request) {
    return request.isRequestedSessionIdValid()
        || (request.getHeader("Authorization") != null && Area.needsCredentials(request));
  }

  private void continueWithBody(
      Area.BodyRule rule,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (!RequestBody.isPresent(request)) {
      chain.doFilter(request, response);
    } else if (rule == Area.BodyRule.NONE) {
      refuse(response, 400, "This address takes no body.");
    } else if ((rule == Area.BodyRule.FORM) != RequestBody.isForm(request)) {
      refuse(response, 415, "This address does not take a body of this media type.");
    } else if (rule == Area.BodyRule.STREAM) {
      chain.doFilter(new RequestBody(request, clock, BODY_TIME), response);
    } else {
      continueWithForm(request, response, chain);
    }
  }

  private void continueWithForm(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FormRequest form;
    try {
      form = FormRequest.read(new RequestBody(request, clock, BODY_TIME));
    } catch (TimedInput.TooSlow e) {
      refuse(response, 408, "The body did not arrive in time. Nothing was changed.");
      return;
    } catch (FormRequest.TooLarge e) {
      refuse(response, 413, "The form is larger than the limit. Nothing was changed.");
      return;
    } catch (FormRequest.Malformed e) {
      refuse(response, 400, "The form is malformed. Nothing was changed.");
      return;
    }
    chain.doFilter(form, response);
  }

  /** Refuses a request; closes the connection, since its body is not read. */
  private static void refuse(HttpServletResponse response, int status, String detail) {
    response.setHeader("Connection", "close");
    ErrorPage.write(response, status, detail);
  }
}
