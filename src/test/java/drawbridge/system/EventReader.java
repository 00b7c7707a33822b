package drawbridge.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of server-sent events, in a thread of its own. */
final class EventReader implements AutoCloseable {

  private static final String ID = "id: ";

  private final HttpResponse<InputStream> reply;
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private volatile boolean isEnded;

  private EventReader(HttpResponse<InputStream> reply) {
    this.reply = reply;
  }

  /** Opens a stream; its head has arrived when this returns. */
  static EventReader open(URI address, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).GET();
    headers.forEach(request::header);
    try {
      EventReader reader =
          new EventReader(
              HttpClient.newBuilder()
                  .version(HttpClient.Version.HTTP_1_1)
                  .build()
                  .send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
      Thread thread = new Thread(reader::read, "events");
      thread.setDaemon(true);
      thread.start();
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ID)) {
          ids.add(line.substring(ID.length()));
        }
      }
    } catch (IOException e) {
      // closed by the test, or by the end of the server
    } finally {
      isEnded = true;
    }
  }

  int status() {
    return reply.statusCode();
  }

  /** Returns the ids of the events so far, in the order of their arrival. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  boolean isEnded() {
    return isEnded;
  }

  @Override
  public void close() {
    try {
      reply.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
