package drawbridge.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches documents of up to 256 KiB within three seconds from public addresses. Thread safe.
 * Resolves names on threads of its own, since a resolver may block.
 */
public final class HttpFetcher implements Fetcher {

  private static final int LIMIT = 256 * 1024;
  private static final Duration WITHIN = Duration.ofSeconds(3);

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
          .connectTimeout(WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(threads)
          .build();

  @Override
  public CompletableFuture<byte[]> fetch(URI uri) {
    return CompletableFuture.runAsync(() -> requirePublic(uri.getHost()), threads)
        .thenCompose(
            checked ->
                client.sendAsync(
                    HttpRequest.newBuilder(uri).timeout(WITHIN).GET().build(),
                    response -> new CappedBody(LIMIT)))
        .thenApply(HttpFetcher::body);
  }

  private static void requirePublic(String host) {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      if (Arrays.stream(addresses).anyMatch(ForbiddenAddresses::isForbiddenOrPrivate)) {
        throw new CompletionException(new IOException(host + " has a private address"));
      }
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  private static byte[] body(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 200) {
      return response.body();
    }
    throw new CompletionException(
        status >= 500 || status == 429 || status == 408
            ? new IOException("status " + status)
            : new Rejected(status));
  }
}
