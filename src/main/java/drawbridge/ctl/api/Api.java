package drawbridge.ctl.api;

import drawbridge.ctl.terminal.Failure;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Calls the operators' API. Follows no redirect, so that credentials reach the configured address
 * only. Each call ends within its time, also when the answer stops in the middle.
 */
public final class Api {

  private static final String JSON = "application/json";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** More than the largest export. */
  private static final int LARGEST = 64 << 20;

  private final Target target;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * Creates a client.
   *
   * @param patience longest time of a call
   */
  public Api(Target target, Duration patience) {
    this.target = target;
    this.patience = patience;
  }

  /** Returns the address, workspace and credentials of the calls. */
  public Target target() {
    return target;
  }

  /** Returns a path in the workspace. */
  public String inWorkspace(String... segments) {
    return "/api/admin/workspaces/"
        + Query.encoded(target.workspace())
        + Arrays.stream(segments).map(it -> "/" + Query.encoded(it)).collect(Collectors.joining());
  }

  /**
   * Returns the object of a GET.
   *
   * @throws Failure when there is none
   */
  public JsonObject get(String path, Query query) {
    return exchange(request(path + query.text()).GET()).succeeded().json();
  }

  /**
   * Returns a page of a list.
   *
   * @throws Failure when there is none
   */
  public Page page(String path, Query query) {
    return new Page(get(path, query));
  }

  /** A page of a list. */
  public record Page(JsonObject content) {

    /** Returns the elements of the page. */
    public List<JsonObject> items(String member) {
      return Members.items(content, member);
    }

    /** Returns the cursor of the next page; empty on the last one. */
    public Optional<String> next() {
      return Optional.ofNullable(content.getString("next", null));
    }
  }

  /**
   * Returns the bytes of a GET.
   *
   * @throws Failure when there are none
   */
  public byte[] download(String path, String mediaType) {
    Answer answer = exchange(request(path).GET()).succeeded();
    if (!answer.isOf(mediaType)) {
      throw Failure.of("the answer is not " + mediaType + ": check " + Target.URL);
    }
    return answer.body();
  }

  /**
   * Returns the answer to a POST of JSON.
   *
   * @throws Failure when the call did not succeed; what it changes may have happened when the
   *     connection broke
   */
  public JsonObject post(String path, JsonObject body) {
    return post(path, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the answer to a POST.
   *
   * @throws Failure as {@link #post(String, JsonObject)}
   */
  public JsonObject post(String path, String mediaType, byte[] body) {
    return exchange(
            request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body)))
        .succeeded()
        .json();
  }

  /**
   * Returns the answer to a GET, of any status.
   *
   * @throws Failure when there is none
   */
  public Answer look(String path) {
    return exchange(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.base() + path))
            .header("Accept", "application/json, application/problem+json, */*;q=0.5");
    target.credentials().ifPresent(it -> request.header("Authorization", it.header()));
    return request;
  }

  private Answer exchange(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(patience).build();
    CompletableFuture<HttpResponse<byte[]>> reply =
        client.sendAsync(request, info -> new LimitedBody(LARGEST));
    try {
      HttpResponse<byte[]> answer = reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(answer);
    } catch (ExecutionException e) {
      throw failure(Optional.ofNullable(e.getCause()).orElse(e));
    } catch (TimeoutException e) {
      reply.cancel(true);
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("interrupted");
    }
  }

  private Failure late() {
    return Failure.temporary(
        "no answer from " + target.base() + " within " + patience.toSeconds() + " s");
  }

  private Failure failure(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return late();
    } else if (cause instanceof SSLException) {
      return Failure.of(
          "TLS with "
              + target.base()
              + " fails: "
              + cause.getMessage()
              + ". For a certificate of your own authority, add -Djavax.net.ssl.trustStore=FILE"
              + " before -jar");
    } else if (cause.getCause() instanceof UnresolvedAddressException) {
      return Failure.temporary(
          "the host " + target.base().getHost() + " is unknown: check " + Target.URL);
    } else if (cause instanceof ConnectException) {
      return Failure.temporary(
          "cannot connect to " + target.base() + ": check " + Target.URL + ", or start the server");
    } else if (cause instanceof IOException) {
      return Failure.temporary(
          "the connection to " + target.base() + " broke: " + cause.getMessage());
    }
    throw new IllegalStateException(cause);
  }
}
