package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.openapi.Description;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client of the operators' API that compares every reply with the description: an undescribed
 * status, media type or member fails the test.
 */
final class Admin {

  static final String WORKSPACES = "/api/admin/workspaces";
  static final String JSON = "application/json";
  static final String YAML = "application/yaml";

  private static final Description DESCRIPTION = Description.ours();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  Admin(URI base) {
    this.base = base;
  }

  /** A reply. */
  record Reply(int status, HttpResponse<String> http) {

    JsonNode json() {
      return Json.read(http.body());
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    Reply expect(int expected) {
      assertThat(status).as(http.request() + " " + http.body()).isEqualTo(expected);
      return this;
    }

    /** Checks that the reply is a problem of this kind with a detail. */
    Reply problem(int expected, String kind) {
      expect(expected).isProblem();
      assertThat(text("/type")).isEqualTo("urn:drawbridge:problem:" + kind);
      assertThat(text("/status")).isEqualTo(String.valueOf(expected));
      return this;
    }

    /**
     * Checks the detail, unless the server itself replied, and that the connection closes where the
     * rest of a body is not read.
     */
    void isProblem() {
      if (isOfTheServer()) {
        return;
      }
      String what = http.request() + " " + http.body();
      assertThat(header("Content-Type")).as(what).isEqualTo("application/problem+json");
      assertThat(text("/detail")).as(what).isNotBlank();
      assertThat(text("/requestId")).hasSize(36);
      assertThat(status == 413 && header("Connection").isEmpty()).as(what).isFalse();
    }

    /** The server itself answers invalid paths, without a body. */
    private boolean isOfTheServer() {
      return status == 400 && http.body().isEmpty();
    }
  }

  static String basic(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  Reply get(String path) {
    return send("GET", path, Map.of(), new byte[0]);
  }

  Reply get(String path, String accept) {
    return send("GET", path, Map.of("Accept", accept), new byte[0]);
  }

  Reply delete(String path) {
    return send("DELETE", path, Map.of(), new byte[0]);
  }

  Reply post(String path) {
    return send("POST", path, Map.of(), new byte[0]);
  }

  Reply post(String path, String json) {
    return body("POST", path, JSON, json);
  }

  Reply post(String path, String mediaType, String body) {
    return body("POST", path, mediaType, body);
  }

  Reply put(String path) {
    return send("PUT", path, Map.of(), new byte[0]);
  }

  Reply put(String path, String mediaType, String body) {
    return body("PUT", path, mediaType, body);
  }

  Reply body(String method, String path, String mediaType, String body) {
    return send(
        method, path, Map.of("Content-Type", mediaType), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the body of a GET with status 200 as bytes. */
  byte[] bytes(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", basic("admin", Server.PASSWORD))
            .timeout(Duration.ofSeconds(60))
            .build();
    try {
      HttpResponse<byte[]> http = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(http.statusCode()).isEqualTo(200);
      return http.body();
    } catch (IOException e) {
      throw new IllegalStateException("no answer to GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a webhook. */
  Reply webhook(String workspace, String secret, String json) {
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", secret, "Prefer", "wait=10");
    return send(
        "POST", "/api/inbound/" + workspace, headers, json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends any call, with credentials unless the headers contain others; the path is sent unchanged.
   */
  Reply send(String method, String path, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Authorization", basic("admin", Server.PASSWORD));
    all.values().removeIf(String::isEmpty);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    all.forEach(request::header);
    request.method(
        method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    try {
      HttpResponse<String> http =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return checked(method, path.replaceFirst("\\?.*", ""), new Reply(http.statusCode(), http));
    } catch (IOException e) {
      throw new IllegalStateException("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Reply checked(String method, String path, Reply reply) {
    if (reply.isOfTheServer()) {
      return reply;
    }
    Optional<String> operation = DESCRIPTION.operation(method, path);
    operation.ifPresent(
        name ->
            assertThat(
                    DESCRIPTION.faults(
                        name, reply.status(), reply.header("Content-Type"), reply.http().body()))
                .isEmpty());
    return reply;
  }
}
