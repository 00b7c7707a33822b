package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.openapi.Description;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No value of any parameter causes a 5xx: each query and path parameter of each operation of the
 * API, and each parameter of each page of the console. Operations come from the description, pages
 * from the web application, and names of parameters from the sources of the pages.
 */
class ParametersST extends AdminSuite {

  private static final Path PAGES = Path.of("src/main/webapp/console");
  private static final Path SOURCES = Path.of("src/main/java/drawbridge/console");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?:parameter|text|find|parsed)\\(\\s*\"([a-z][A-Za-z-]*)\""
              + "|static final String [A-Z_]+ = \"([a-z][A-Za-z-]*)\"");
  private static final Set<String> OF_FACES =
      Set.of(
          "jakarta.faces.ViewState",
          "jakarta.faces.ClientWindow",
          "jakarta.faces.source",
          "jakarta.faces.partial.ajax",
          "jakarta.faces.partial.render",
          "jakarta.faces.behavior.event",
          "primefaces.nonce",
          "jfwid",
          "to",
          "openid");

  /** Values out of range, of other types, and with characters that stores and parsers dislike. */
  private static final List<String> ODD =
      List.of(
          "+10000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "-1",
          "0",
          "2147483648",
          "9223372036854775808",
          "9".repeat(40),
          "1e999",
          "NaN",
          "stateless",
          "true",
          "null",
          "[]",
          "{\"a\":1}",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "01a20cde-4104-731a-8085-84d3e2b8d11f",
          "a\u0000b",
          "\u0000",
          "\u202e\ufeff",
          "\ud83d\ude00",
          "a\r\nb",
          "\u0130\u00df",
          "%",
          "%00",
          "_%",
          "\\",
          "'\"<>&;",
          "../../etc/passwd",
          "{{1}}${.}#{1}",
          "x".repeat(4000));

  private static final int SAMPLED = 10;

  private final Server server;

  ParametersST(Server server) {
    super(server);
    this.server = server;
  }

  @Test
  void noParameterOfTheApiCausesAServerError() {
    Description description = Description.ours();
    Map<String, String> known = known();
    List<String> faults = new ArrayList<>();
    int sent = 0;
    for (var each : description.operations().entrySet()) {
      String method = each.getKey().split(" ", 2)[0];
      String path = each.getKey().split(" ", 2)[1];
      // the stream reads its parameters as the list of requests does, and answers for a minute
      if (!path.startsWith("/api/admin") || path.endsWith("/requests/live")) {
        continue;
      }
      for (String name : inQuery(description, path, each.getValue())) {
        for (String odd : method.equals("GET") ? ODD : List.<String>of()) {
          sent++;
          check(method, filled(path, known) + "?" + name + "=" + encoded(odd), faults);
        }
      }
      for (String name : inPath(path)) {
        for (String odd : ODD) {
          Map<String, String> values = new HashMap<>(known);
          values.put(name, encoded(odd));
          sent++;
          check(method, filled(path, values), faults);
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(sent).isGreaterThan(2_000);
  }

  private void check(String method, String path, List<String> faults) {
    Admin.Reply reply = admin.send(method, path, Map.of(), new byte[0]);
    if (reply.status() >= 500) {
      faults.add(method + " " + path + " " + reply.status());
    }
  }

  private Map<String, String> known() {
    admin.put(workspace + "/triggers/events", JSON, "{\"workflow\": \"hello\"}").expect(201);
    return Map.of(
        "workspace", name, "workflow", "hello", "trigger", "events", "version", "1", "run", run());
  }

  private String run() {
    return run("{\"workflow\": \"hello\", \"uid\": \"one\"}");
  }

  /** Puts the values into the path, and an unknown id where there is none. */
  private static String filled(String path, Map<String, String> values) {
    return Pattern.compile("\\{(\\w+)}")
        .matcher(path)
        .replaceAll(it -> values.getOrDefault(it.group(1), UNKNOWN).replace("\\", "\\\\"));
  }

  private static List<String> inPath(String path) {
    return Pattern.compile("\\{(\\w+)}").matcher(path).results().map(it -> it.group(1)).toList();
  }

  private static List<String> inQuery(Description description, String path, JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode described = description.resolve(parameter);
      if (described.path("in").asText().equals("query")) {
        names.add(described.path("name").asText());
      }
    }
    assertThat(names).as(path).doesNotContain("");
    return names;
  }

  @Test
  void noParameterOfAPageCausesAServerError() throws IOException {
    openEachPage(ParametersST::sample);
  }

  /** Sends 30,000 requests. */
  @Test
  @Tag("nightly")
  void noValueOfAnyParameterOfAPageCausesAServerError() throws IOException {
    openEachPage(place -> ODD);
  }

  /**
   * Opens each page with each parameter.
   *
   * @param values returns the values of a parameter at a page
   */
  private void openEachPage(Function<String, List<String>> values) throws IOException {
    PageReader browser = new PageReader(server.base());
    browser.signIn("admin", Server.PASSWORD);
    Map<String, String> base = known();
    Set<String> names = names();
    assertThat(names).contains("from", "workspace", "before", "step", "reach", "cursor", "preset");
    List<String> faults = new ArrayList<>();
    for (String page : pages()) {
      for (String parameter : names) {
        for (String odd : values.apply(page + parameter)) {
          String address = page + "?" + query(page, base, parameter, odd);
          HttpResponse<String> reply = browser.open(address);
          if (reply.statusCode() >= 500 || reply.body().contains("Exception")) {
            faults.add(address + " " + reply.statusCode());
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /** Returns some of the values, others at each place. */
  private static List<String> sample(String place) {
    int start = Math.floorMod(place.hashCode(), SAMPLED);
    return IntStream.range(0, ODD.size())
        .filter(i -> i % SAMPLED == start)
        .mapToObj(ODD::get)
        .toList();
  }

  /** Returns a query that leads to an object, with one parameter more, or another one. */
  private static String query(
      String page, Map<String, String> base, String parameter, String value) {
    Map<String, String> all = new HashMap<>();
    all.put("workspace", base.get("workspace"));
    all.put("name", page.contains("trigger") ? "events" : "hello");
    all.put("id", base.get("run"));
    all.put(parameter, encoded(value));
    return all.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("&"));
  }

  @Test
  void noViewStateOfAPostCausesAServerErrorOrChangesAnything() throws IOException {
    PageReader browser = new PageReader(server.base());
    browser.signIn("admin", Server.PASSWORD);
    HttpResponse<String> signIn = browser.open(PageReader.SIGN_IN);
    List<String> faults = new ArrayList<>();
    String before = audit();
    for (String page : pages()) {
      HttpResponse<String> shown = browser.open(page + "?workspace=" + name);
      HttpResponse<String> form = shown.body().contains("ViewState") ? shown : signIn;
      for (String odd : ODD) {
        for (boolean isByScript : List.of(false, true)) {
          Map<String, String> fields = Map.of("jakarta.faces.ViewState", odd);
          HttpResponse<String> reply =
              isByScript
                  ? browser.pressByScript(form, "form", "form:save", fields)
                  : browser.press(form, "form", "form:save", fields);
          if (reply.statusCode() >= 500) {
            faults.add(page + " " + odd + " " + reply.statusCode());
          }
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(audit()).isEqualTo(before);
  }

  @Test
  void noLinkSendsAForm() throws IOException {
    PageReader browser = new PageReader(server.base());
    browser.signIn("admin", Server.PASSWORD);
    String before = audit();
    int forms = 0;
    for (String page : pages()) {
      HttpResponse<String> shown = browser.open(page + "?workspace=" + name);
      if (shown.body().contains("jakarta.faces.ViewState")) {
        forms++;
        String state = "&jakarta.faces.ViewState=" + encoded(PageReader.viewState(shown));
        String link = page + "?workspace=" + name + state;
        for (String id : ids(shown.body())) {
          HttpResponse<String> reply =
              browser.open(
                  link
                      + "&"
                      + encoded(id)
                      + "="
                      + encoded(id)
                      + "&jakarta.faces.source="
                      + encoded(id));
          assertThat(reply.statusCode()).as(page).isEqualTo(400);
        }
      }
    }
    assertThat(forms).isGreaterThan(10);
    assertThat(audit()).isEqualTo(before);
  }

  /** Returns the names of all buttons and fields of a page. */
  private static Set<String> ids(String page) {
    return Pattern.compile(" name=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noNonceOfAFormCausesAServerError() {
    PageReader browser = new PageReader(server.base());
    HttpResponse<String> page = browser.open(PageReader.SIGN_IN);
    for (String odd : ODD) {
      Map<String, String> fields =
          Map.of("name", "admin", "password", Server.PASSWORD, "primefaces.nonce", odd);
      assertThat(browser.press(page, "sign-in", "enter", fields).statusCode())
          .as(odd)
          .isEqualTo(400);
    }
  }

  private String audit() {
    return admin.get("/api/admin/audit?limit=5").expect(200).http().body();
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      List<String> pages =
          files
              .map(file -> "/console/" + file.getFileName())
              .filter(file -> file.endsWith(".xhtml"))
              .sorted()
              .toList();
      assertThat(pages).hasSizeGreaterThan(15);
      return pages;
    }
  }

  /** Returns the names of all parameters that a page reads. */
  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>(OF_FACES);
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      sources.filter(file -> file.toString().endsWith(".java")).forEach(it -> addNames(it, names));
    }
    return names;
  }

  private static void addNames(Path source, Set<String> names) {
    try {
      PARAMETER
          .matcher(Files.readString(source))
          .results()
          .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
