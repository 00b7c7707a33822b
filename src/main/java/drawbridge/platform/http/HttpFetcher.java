package drawbridge.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents of up to 256 KiB from public addresses. A fetch ends after three seconds, from
 * the resolving of the name to the last byte. Decodes no content coding. Thread safe. Resolves
 * names on threads of its own, since a resolver may block.
 */
public final class HttpFetcher implements Fetcher {

  static final int LIMIT = 256 * 1024;
  private static final Duration WITHIN = Duration.ofSeconds(3);

  static {
    PinnedAddress.prepare();
  }

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "drawbridge-fetch");
            thread.setDaemon(true);
            return thread;
          });

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(threads)
          .build();

  private final Duration within;
  private final Predicate<InetAddress> isForbidden;

  public HttpFetcher() {
    this(WITHIN, ForbiddenAddresses::isForbiddenOrPrivate);
  }

  HttpFetcher(Duration within, Predicate<InetAddress> isForbidden) {
    this.within = within;
    this.isForbidden = isForbidden;
  }

  @Override
  public CompletableFuture<byte[]> fetch(URI uri) {
    CompletableFuture<byte[]> document = new CompletableFuture<>();
    threads.execute(() -> fetch(uri, document));
    return document.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fetch(URI uri, CompletableFuture<byte[]> document) {
    try {
      PinnedAddress target = PinnedAddress.where(publicAddress(uri.getHost()), uri);
      HttpRequest.Builder request = HttpRequest.newBuilder(target.uri()).GET();
      target.host().ifPresent(host -> request.setHeader("Host", host));
      CompletableFuture<HttpResponse<byte[]>> exchange =
          client.sendAsync(request.build(), response -> new CappedBody(LIMIT));
      // the time-out of HttpRequest ends at the headers; this one closes the connection of a slow
      // body, too
      var unusedEnd = document.whenComplete((bytes, failure) -> exchange.cancel(true));
      var unused =
          exchange.whenComplete((response, failure) -> complete(document, response, failure));
    } catch (IOException | RuntimeException e) {
      document.completeExceptionally(e);
    }
  }

  private InetAddress publicAddress(String host) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      if (isForbidden.test(address)) {
        throw new IOException(host + " has a private address");
      }
    }
    return addresses[0];
  }

  private static void complete(
      CompletableFuture<byte[]> document,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure) {
    if (response == null) {
      document.completeExceptionally(
          failure == null ? new IOException("there is no response") : failure);
    } else if (response.statusCode() == 200) {
      document.complete(response.body());
    } else {
      document.completeExceptionally(failureOf(response.statusCode()));
    }
  }

  private static IOException failureOf(int status) {
    return status >= 500 || status == 429 || status == 408
        ? new IOException("status " + status)
        : new Rejected(status);
  }
}
