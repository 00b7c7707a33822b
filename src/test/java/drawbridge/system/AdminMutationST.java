package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A mutated call gets a described reply: never a 5xx, and every error is a problem with a detail.
 * The test's name contains the seed.
 */
@ExtendWith(SharedServer.class)
class AdminMutationST {

  private static final int CALLS = 150;
  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: hello, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!'}
      """;
  private static final String TRIGGER =
      """
      {"workflow": "hello", "stateValues": {"a": 1}, "secretRequired": false,
       "signature": {"scheme": "slack", "secret": "a secret of ours", "tolerance": "PT2M"},
       "handshake": {"provider": "slack"}, "uidFrom": {"pointer": "/0/id"},
       "mediaTypes": ["application/json"], "acceptedStatus": 200,
       "rate": {"perSecond": 50, "burst": 200}}
      """;
  private static final String ROTATION =
      "{\"purpose\": \"signature\", \"secret\": \"the next of ours\", \"overlap\": \"PT1H\"}";
  private static final String RUN = "01a20cde-4104-731a-8085-84d3e2b8d11f";
  private static final List<String> ODD =
      List.of(
          "null",
          "-1",
          "9".repeat(40),
          "1e999",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\u0000",
          "\\ud800",
          "\u00e9",
          "\ud83d\ude00",
          "&a",
          "*a",
          "!!java.lang.Object",
          "\t",
          "\n",
          "{{",
          "${ . }",
          "<<: *a",
          "'",
          "%",
          "--- ",
          "#");
  private static final List<String> ODD_IN_URLS =
      List.of(
          "%20",
          "%22",
          "%25",
          "%2F",
          "%3B",
          "%27",
          "%7B",
          "%C3%A9",
          "%F0%9F%98%80",
          ";x",
          ".",
          "..",
          "/",
          "//",
          "-1",
          "9".repeat(40),
          "null",
          "%0A",
          "x".repeat(300),
          "&",
          "=",
          "?",
          "+",
          "*",
          "true");

  private record Call(String method, String path, String mediaType, String body) {}

  private static final List<Call> CALLED =
      List.of(
          new Call("PUT", "", JSON, "{\"secret\": \"a secret of ours\"}"),
          new Call("GET", "", "", ""),
          new Call("DELETE", "?force=false", "", ""),
          new Call("GET", "/secrets", "", ""),
          new Call(
              "POST", "/secrets", JSON, "{\"secret\": \"another of ours\", \"overlap\": \"PT1H\"}"),
          new Call("DELETE", "/secrets/" + RUN, "", ""),
          new Call("PUT", "/workflows/hello?validate=false", YAML, WORKFLOW),
          new Call(
              "PUT", "/workflows/hello", JSON, "{\"document\": {\"dsl\": \"1.0.0\"}, \"do\": []}"),
          new Call("GET", "/workflows/hello/versions/1", "", ""),
          new Call("POST", "/workflows/hello/pause", "", ""),
          new Call("POST", "/workflows/hello/resume", "", ""),
          new Call("PUT", "/triggers/events", JSON, TRIGGER),
          new Call("GET", "/triggers/events", "", ""),
          new Call("GET", "/triggers", "", ""),
          new Call("POST", "/triggers/events/renew", JSON, "{\"overlap\": \"PT1H\"}"),
          new Call("POST", "/triggers/events/disable", "", ""),
          new Call("POST", "/triggers/events/secrets", JSON, ROTATION),
          new Call("DELETE", "/triggers/events/secrets/" + RUN, "", ""),
          new Call("GET", "/runs?status=failed&from=2026-01-01T00:00:00Z&q=x&limit=7", "", ""),
          new Call("GET", "/runs?workflow=hello&uid=1&request=" + RUN + "&cursor=" + RUN, "", ""),
          new Call("GET", "/runs/" + RUN + "/steps", "", ""),
          new Call("POST", "/runs/" + RUN + "/cancel", "", ""),
          new Call("POST", "/runs/" + RUN + "/replay", JSON, "{\"definition\": \"latest\"}"),
          new Call("POST", "/verify", JSON, "{\"uids\": [\"one\", 2, \"three\"]}"),
          new Call("DELETE", "/uids?uid=one", "", ""),
          new Call("DELETE", "/uids/one", "", ""),
          new Call("GET", "/rejections", "", ""));

  private final Admin admin;

  AdminMutationST(Server server) {
    this.admin = new Admin(server.base());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyReplyIsDescribed(long seed) {
    Random random = new Random(seed);
    for (int number = 0; number < CALLS; number++) {
      Call call = CALLED.get(random.nextInt(CALLED.size()));
      String path = random.nextBoolean() ? call.path() : mutated(call.path(), ODD_IN_URLS, random);
      boolean hasBody = call.method().startsWith("P"); // the server refuses a body of other methods
      String body =
          !hasBody ? "" : random.nextInt(3) == 0 ? call.body() : mutated(call.body(), ODD, random);
      String type = random.nextInt(10) == 0 ? "text/plain" : call.mediaType();
      Admin.Reply reply =
          admin.send(
              call.method(),
              WORKSPACES + "/mutants" + escaped(path),
              Map.of("Content-Type", type),
              body.getBytes(StandardCharsets.UTF_8));
      String what = call.method() + " " + path + " " + body + "\n" + reply.http().body();
      assertThat(reply.status()).as(what).isLessThan(500);
      if (reply.status() >= 400) {
        reply.isProblem();
      }
    }
  }

  /** Returns a URI that Java accepts; it escapes what a client escapes. */
  private static String escaped(String path) {
    int query = path.indexOf('?');
    return query < 0
        ? path
        : path.substring(0, query + 1) + path.substring(query + 1).replace("?", "%3F");
  }

  /** Mutates one to three positions: cuts, duplicates or inserts. */
  private static String mutated(String text, List<String> odd, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = cut(mutant, random);
      int end = Math.min(mutant.length(), at + random.nextInt(6));
      while (end < mutant.length() && splits(mutant, end)) {
        end++;
      }
      switch (random.nextInt(3)) {
        case 0 -> mutant.delete(at, end);
        case 1 -> mutant.insert(at, mutant.substring(at, end));
        default -> mutant.insert(at, odd.get(random.nextInt(odd.size())));
      }
    }
    return mutant.toString();
  }

  private static int cut(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    while (at > 0 && splits(text, at)) {
      at--;
    }
    return at;
  }

  /** Returns whether a cut here would split an escape or a character. */
  private static boolean splits(StringBuilder text, int at) {
    return (at >= 1 && text.charAt(at - 1) == '%')
        || (at >= 2 && text.charAt(at - 2) == '%')
        || (at < text.length() && Character.isLowSurrogate(text.charAt(at)));
  }
}
