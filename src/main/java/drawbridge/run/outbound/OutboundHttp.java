package drawbridge.run.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import drawbridge.platform.http.CappedBody;
import drawbridge.platform.http.PinnedAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends requests with the JDK's client (X10, X11, X12). Thread safe; one instance suffices. */
public final class OutboundHttp implements Http {

  private static final int MAX_REDIRECTS = 5;
  private static final long POLL_MILLIS = 200;

  /** Resolves names. */
  @FunctionalInterface
  interface Resolver {

    /**
     * Returns the addresses of a name, at least one. May block.
     *
     * @throws UnknownHostException when the name does not resolve
     */
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  private final OutboundSettings settings;
  private final Resolver resolver;
  private final HttpClient client;

  public OutboundHttp(OutboundSettings settings) {
    this(settings, InetAddress::getAllByName);
  }

  OutboundHttp(OutboundSettings settings, Resolver resolver) {
    this.settings = settings;
    this.resolver = resolver;
    PinnedAddress.prepare();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Answer send(Request request, BooleanSupplier cancelled) {
    Duration limit = settings.total();
    if (request.within() != null && request.within().compareTo(limit) < 0) {
      limit = request.within();
    }
    long end = System.nanoTime() + limit.toNanos();
    Request hop = request;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      Answer answer = hop(hop, end, cancelled);
      Optional<Redirect> redirect =
          answer instanceof Answered got ? Redirect.of(hop, got) : Optional.empty();
      if (redirect.isEmpty()) {
        return answer;
      }
      Optional<String> refusal = redirect.get().refusal();
      if (refusal.isPresent()) {
        return new Refused(Reason.CONFIGURATION, refusal.get());
      }
      hop = redirect.get().next();
    }
    return new Refused(Reason.COMMUNICATION, "more than " + MAX_REDIRECTS + " redirects");
  }

  private Answer hop(Request request, long end, BooleanSupplier cancelled) {
    URI uri = request.uri();
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return new Refused(Reason.CONFIGURATION, "the endpoint is not an http or https URL");
    }
    if (uri.getUserInfo() != null) {
      return new Refused(
          Reason.CONFIGURATION,
          "the endpoint contains credentials; use headers or authentication instead");
    }
    try {
      Optional<String> refusal = settings.rules().refusal(uri);
      List<InetAddress> resolved =
          refusal.isPresent() ? List.of() : List.of(resolver.resolve(OutboundRules.name(uri)));
      refusal = refusal.or(() -> OutboundRules.refusal(uri, resolved));
      return refusal.isPresent()
          ? new Refused(Reason.CONFIGURATION, refusal.get())
          : await(request, PinnedAddress.where(resolved.get(0), uri), end, cancelled);
    } catch (UnknownHostException e) {
      return new Refused(Reason.COMMUNICATION, "unknown host " + uri.getHost());
    } catch (IllegalArgumentException e) {
      return new Refused(Reason.CONFIGURATION, "method, a header or the endpoint is invalid");
    }
  }

  private Answer await(Request request, PinnedAddress target, long end, BooleanSupplier cancelled) {
    HttpRequest sent = built(request, target);
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(
            sent,
            response ->
                isGood(response.statusCode())
                    ? new CappedBody(settings.maxAnswer())
                    : CappedBody.beginning(settings.maxAnswer()));
    try {
      while (!future.isDone()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return new Refused(Reason.TIMEOUT, "no response in time from " + request.uri().getHost());
        }
        if (cancelled.getAsBoolean()) {
          return new Abandoned();
        }
        waitFor(future, Math.min(left, POLL_MILLIS));
      }
      return answered(future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Abandoned();
    } catch (ExecutionException e) {
      return refused(request, e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  private static void waitFor(CompletableFuture<?> future, long millis)
      throws InterruptedException, ExecutionException {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // the caller polls again
    }
  }

  private static HttpRequest built(Request request, PinnedAddress target) {
    byte[] body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target.uri())
            .method(
                request.method(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    request.headers().forEach(builder::setHeader);
    target.host().ifPresent(host -> builder.setHeader("Host", host));
    return builder.build();
  }

  private static boolean isGood(int status) {
    return status / 100 == 2;
  }

  private Answer answered(HttpResponse<byte[]> response) {
    Map<String, String> headers = new TreeMap<>();
    response.headers().map().forEach((name, all) -> headers.put(name, String.join(", ", all)));
    String type = headers.getOrDefault("content-type", "");
    int status = response.statusCode();
    byte[] body = response.body();
    boolean cut = !isGood(status) && body.length >= settings.maxAnswer();
    try {
      var content = cut ? AnswerContent.text(type, body) : AnswerContent.read(status, type, body);
      return new Answered(status, headers, content, body, cut);
    } catch (JsonProcessingException e) {
      Answered asText = new Answered(status, headers, AnswerContent.text(type, body), body);
      return isGood(status)
          ? new Unreadable(asText, "the response (status " + status + ") " + fault(e))
          : asText;
    } catch (IOException e) {
      return new Refused(Reason.COMMUNICATION, "cannot read the response");
    }
  }

  /** Returns what is wrong with JSON, without an excerpt, which may contain a secret. */
  private static String fault(JsonProcessingException e) {
    return e instanceof StreamConstraintsException
        ? "is JSON beyond a limit: " + e.getOriginalMessage()
        : "has a JSON media type and is not JSON";
  }

  private static Answer refused(Request request, @Nullable Throwable cause) {
    String host = request.uri().getHost();
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CappedBody.TooLong) {
        return new Refused(Reason.COMMUNICATION, String.valueOf(at.getMessage()));
      }
    }
    if (cause instanceof HttpTimeoutException) {
      return new Refused(Reason.TIMEOUT, "no connection in time to " + host);
    }
    String kind = cause == null ? "failure" : cause.getClass().getSimpleName();
    return new Refused(Reason.COMMUNICATION, "calling " + host + " failed: " + kind);
  }
}
