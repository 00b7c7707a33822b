package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.openapi.Description;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The random id in the URL of a trigger is a credential: only roles that may use the trigger see it
 * (T2). Reads every call and every page.
 */
class AddressesST extends AdminSuite {

  private static final Path PAGES = Path.of("src/main/webapp/console");
  private static final String PASSWORD = "a-long-password-of-a-role";
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /** An id that no trigger has. */
  private static final String UNUSED = "Bq3kR8sT1vW5xY9zA2cD4eF6gH7jK0mN";

  private final Server server;
  private final Map<String, String> values = new HashMap<>();
  private String id = "";

  AddressesST(Server server) {
    super(server);
    this.server = server;
  }

  @BeforeEach
  void receive() {
    for (String role : List.of("viewer", "operator")) {
      String operator = Json.write(Json.object().put("role", role).put("password", PASSWORD));
      admin.put("/api/admin/operators/" + operator(role), JSON, operator).expect(201);
    }
    String setup =
        "{\"workflow\": \"fails\", \"keepRefused\": 20, \"keepBody\": true,"
            + " \"methods\": [\"POST\", \"GET\"]}";
    String url = admin.put(workspace + "/triggers/hook", JSON, setup).expect(201).text("/url");
    id = url.substring(url.lastIndexOf('/') + 1);
    sendRequests(URI.create(url).getPath(), url);
    collectValues();
  }

  /** Sends requests that repeat the URL in all parts: accepted ones, and refused of all kinds. */
  private void sendRequests(String path, String url) {
    String body = Json.write(Json.object().put("callback", url).put(id, id));
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            JSON,
            "Referer",
            url,
            "X-Original-URL",
            path,
            "X-" + id,
            "v",
            "Via",
            id);
    send("POST", path, headers, body, 202);
    send("POST", path + "?from=" + id + "&" + id + "=1", headers, body, 202);
    send("POST", path, headers, "{\"callback\": \"" + url, 400);
    send("POST", path, headers, "[\"" + url + "\"]", 202);
    send("POST", path, headers, "{\"" + id + "\": 1, \"" + id + "\": 2}", 400);
    send("POST", path, with(headers, "Content-Type", "text/" + id), body, 415);
    send("POST", path, with(headers, "Content-Encoding", id), body, 415);
    send("PUT", path, headers, body, 405);
    send("TRACE", path, Map.of(), "", 405);
    send("POST", path + "/more", headers, body, 404);
    send("POST", path + "%2fmore", headers, body, 400, 404);
    send("POST", path.replace(name, "no-" + name), headers, body, 404);
    send("POST", path.toUpperCase(Locale.ROOT), headers, body, 404);
    send("GET", path.replace("/api/", "/"), headers, "", 404);
    send("GET", path.replace("/api/inbound", "/console"), headers, "", 404, 302);
    String wrong = "{\"workflow\": \"hello\", \"uid\": 17, \"uid\": 18}";
    send("POST", "/api/inbound/" + name, with(headers, "Inbound-Webhook-Secret", id), wrong, 401);
  }

  private static Map<String, String> with(Map<String, String> some, String name, String value) {
    Map<String, String> all = new HashMap<>(some);
    all.put(name, value);
    return all;
  }

  private void send(
      String method, String path, Map<String, String> headers, String body, Integer... expected) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> all = with(headers, "Authorization", "");
    Admin.Reply reply = admin.send(method, path, all, bytes);
    assertThat(reply.status())
        .as(method + " " + path + reply.http().body())
        .isIn((Object[]) expected);
  }

  /** Finds a value for each path parameter of the API. */
  private void collectValues() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> found("?status=failed").size() == 3);
    String run = found("").get(0);
    admin.post(workspace + "/runs/" + run + "/replay", "{}").expect(201);
    String replays = "{\"query\": {\"workflow\": \"fails\"}, \"rate\": 100}";
    values.put("replay", admin.post(workspace + "/replays", replays).expect(202).text("/id"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> admin.get(workspace + "/triggers/hook/refused").json().at("/refused").size() > 0);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(workspace + "/issues").json().at("/issues").size() > 0);
    values.put("issue", admin.get(workspace + "/issues").text("/issues/0/id"));
    values.put("position", "0");
    values.putAll(
        Map.of(
            "workspace",
            name,
            "workflow",
            "fails",
            "version",
            "1",
            "trigger",
            "hook",
            "preset",
            admin.get("/api/admin/presets").expect(200).text("/presets/0/name"),
            "run",
            run,
            "uid",
            "no-uid",
            "request",
            admin.get(workspace + "/requests").expect(200).text("/requests/0/requestId"),
            "delivery",
            admin.get(workspace + "/triggers/hook/refused").expect(200).text("/refused/0/id")));
  }

  private String operator(String role) {
    return role + "-of-" + name;
  }

  private Admin.Reply as(String role, String path) {
    String credentials = basic(operator(role), PASSWORD);
    return admin.send("GET", path, Map.of("Authorization", credentials), new byte[0]);
  }

  /** Returns the templates of all GETs, by paths with values. A stream has the list's data. */
  private Map<String, String> calls() {
    Map<String, String> calls = new TreeMap<>();
    for (String operation : Description.ours().operations().keySet()) {
      String template = operation.substring(operation.indexOf(' ') + 1);
      boolean isRead = !template.contains("/provider-rows/") && !template.endsWith("/live");
      if (operation.startsWith("GET /api/admin/") && isRead) {
        for (String each : stored(template)) {
          calls.put(PARAMETER.matcher(each).replaceAll(it -> value(each, it)), template);
        }
      }
    }
    return calls;
  }

  /** Returns the template, or one for each value that the failed run has. */
  private static List<String> stored(String template) {
    if (!template.endsWith("/{value}")) {
      return List.of(template);
    }
    List<String> names =
        template.contains("/steps/")
            ? List.of("error")
            : List.of("runtime", "stateValues", "request", "problem");
    return names.stream().map(it -> template.replace("{value}", it)).toList();
  }

  private String value(String template, MatchResult parameter) {
    assertThat(values).as(template).containsKey(parameter.group(1));
    return String.valueOf(values.get(parameter.group(1)));
  }

  @Test
  @Tag("T2")
  void viewerFindsTheIdInNoReply() {
    Set<String> withUrl =
        Set.of(
            "/api/admin/workspaces/{workspace}/triggers",
            "/api/admin/workspaces/{workspace}/triggers/{trigger}");
    calls()
        .forEach(
            (path, template) -> {
              Admin.Reply seen = as("viewer", path);
              assertThat(seen.status()).as(path).isIn(200, 403, ofPreset(template));
              assertThat(seen.http().body()).as(path).doesNotContainIgnoringCase(id);
              boolean isShown = as("operator", path).http().body().contains(id);
              assertThat(isShown).as(path).isEqualTo(withUrl.contains(template));
            });
  }

  /** The trigger uses no preset. */
  private static int ofPreset(String template) {
    return template.endsWith("/preset-difference") ? 404 : 200;
  }

  /** Each search answers alike for the id of the trigger and for one that no trigger has. */
  @Test
  @Tag("T2")
  void noSearchTellsWhetherTheIdExists() {
    Map<String, JsonNode> operations = Description.ours().operations();
    List<String> searched = new ArrayList<>();
    calls()
        .forEach(
            (path, template) ->
                Objects.requireNonNull(operations.get("GET " + template))
                    .path("parameters")
                    .forEach(
                        parameter -> {
                          JsonNode its = Description.ours().resolve(parameter);
                          if (its.path("in").asText().equals("query")) {
                            searched.add(its.path("name").asText());
                            compareSearches(path + "?" + its.path("name").asText() + "=");
                          }
                        }));
    assertThat(searched).contains("q", "header", "uid", "trigger");
  }

  private void compareSearches(String path) {
    for (String prefix : List.of("", "X-Original-URL:", "referer:")) {
      Admin.Reply sought = as("viewer", path + prefix + id);
      Admin.Reply unused = as("viewer", path + prefix + UNUSED);
      assertThat(withoutIds(sought)).as(path).isEqualTo(withoutIds(unused));
    }
  }

  private String withoutIds(Admin.Reply reply) {
    return reply.status()
        + " "
        + reply
            .http()
            .body()
            .replaceAll("\"requestId\": ?\"[^\"]*\",?", "")
            .replace(id, "?")
            .replace(UNUSED, "?");
  }

  @Test
  @Tag("T2")
  void viewerFindsTheIdOnNoPage() throws IOException {
    PageReader viewer = new PageReader(server.base());
    viewer.signIn(operator("viewer"), PASSWORD);
    PageReader user = new PageReader(server.base());
    user.signIn(operator("operator"), PASSWORD);
    List<String> names = List.of("hook", "fails");
    for (String file : pages()) {
      for (String named : names) {
        for (String selected : List.of("request", "run", "replay")) {
          String address =
              "/console/%s?workspace=%s&name=%s&id=%s&request=%s"
                  .formatted(file, name, named, values.get(selected), values.get("request"));
          HttpResponse<String> page = viewer.open(address);
          assertThat(page.body()).as(address).doesNotContainIgnoringCase(id);
        }
      }
    }
    String trigger = "/console/trigger.xhtml?workspace=" + name + "&name=hook";
    assertThat(viewer.open(trigger).statusCode()).isEqualTo(200);
    assertThat(user.open(trigger).body()).contains(id);
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @Tag("T2")
  void noLogAndNoMetricHasTheId() {
    assertThat(server.logged()).doesNotContainIgnoringCase(id);
    assertThat(server.get("/metrics", Map.of()).body()).doesNotContainIgnoringCase(id);
    assertThat(server.get("/health", Map.of()).body()).doesNotContainIgnoringCase(id);
    assertThat(server.get("/openapi", Map.of()).body()).doesNotContainIgnoringCase(id);
  }
}
