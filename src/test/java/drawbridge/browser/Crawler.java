package drawbridge.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Follows the links of the console from its overview. Requests every page once, and also opens the
 * first page of each kind in the browser. A kind is a file with the names of its parameters.
 */
final class Crawler {

  /** Requests a page with the cookies of the browser and reads its links as a browser does. */
  private static final String READ =
      """
      async url => {
        const response = await fetch(url);
        const html = await response.text();
        const page = new DOMParser().parseFromString(html, "text/html");
        const base = page.createElement("base");
        base.href = url;
        page.head.prepend(base);
        const links = Array.from(page.querySelectorAll("a[href]"), it => it.href);
        return JSON.stringify({ status: response.status, html, links });
      }
      """;

  /** Names that Java and Faces write where a page lacks a text. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "drawbridge\\.(?:[a-z]+\\.)+[A-Z]\\w*"
              + "|\\b[\\w.$]+(?:@|%40)[0-9a-f]{5,8}\\b"
              + "|\\?\\?\\?[\\w.]+\\?\\?\\?");

  private final ConsoleUser user;
  private final String console;
  private final int limit;
  private final Deque<Visit> next = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> kinds = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private final Set<String> withSecrets = new TreeSet<>();
  private final List<String> secrets;
  private int requested;

  private record Visit(String url, String from) {}

  /**
   * @param console URL of the console; other pages are not followed
   * @param limit the most pages that are requested
   * @param secrets texts whose pages are collected
   */
  Crawler(ConsoleUser user, URI console, int limit, List<String> secrets) {
    this.user = user;
    this.console = console + "/";
    this.limit = limit;
    this.secrets = secrets;
    user.page()
        .onResponse(
            it -> {
              if (it.status() >= 400) {
                faults.add(it.status() + " for " + it.url() + " on " + user.page().url());
              }
            });
  }

  /** Follows all links from a page; only those of the same workspace. */
  Crawler follow(String address) {
    String workspace = parameters(console + address).getOrDefault("workspace", "default");
    add(console + address, "the start");
    while (!next.isEmpty() && requested < limit) {
      visit(next.remove(), workspace);
    }
    return this;
  }

  private void visit(Visit visit, String workspace) {
    requested++;
    JsonNode page = Json.read(String.valueOf(user.page().evaluate(READ, visit.url())));
    int status = page.path("status").asInt();
    if (status >= 400) {
      faults.add(status + " for " + visit.url() + ", linked from " + visit.from());
    }
    examine(visit.url(), page.path("html").asText());
    for (JsonNode link : page.path("links")) {
      String url = link.asText().replaceFirst("#.*", "");
      String other = parameters(url).getOrDefault("workspace", workspace);
      if (url.startsWith(console) && other.equals(workspace)) {
        add(url, visit.url());
      }
    }
    if (kinds.add(kind(visit.url())) && visit.url().contains(".xhtml")) {
      open(visit.url()); // a guide names no icon, and the browser asks for /favicon.ico
    }
  }

  /** Opens the page in the browser, which runs its scripts. */
  private void open(String url) {
    Page page = user.page();
    page.navigate(url);
    page.waitForLoadState();
    examine(url, page.locator("body").innerText());
    user.errors().stream().map(error -> error + " on " + url).forEach(faults::add);
    user.forgetErrors();
  }

  private void examine(String url, String text) {
    if (secrets.stream().anyMatch(text::contains)) {
      withSecrets.add(kind(url));
    }
    Matcher matcher = INTERNAL.matcher(text);
    while (matcher.find()) {
      faults.add("“" + matcher.group() + "” on " + url);
    }
  }

  private void add(String url, String from) {
    if (known.add(url)) {
      next.add(new Visit(url, from));
    }
  }

  private String kind(String url) {
    String file = url.substring(console.length()).replaceFirst("\\?.*", "");
    return file + new TreeSet<>(parameters(url).keySet());
  }

  private static Map<String, String> parameters(String url) {
    String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
    return Arrays.stream(query.split("&"))
        .filter(it -> !it.isEmpty())
        .map(it -> it.split("=", 2))
        .collect(
            Collectors.toMap(
                it -> it[0],
                it -> it.length < 2 ? "" : URLDecoder.decode(it[1], StandardCharsets.UTF_8),
                (first, second) -> second,
                HashMap::new));
  }

  /** Returns what is wrong with the pages, each time with the address. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Returns the kinds of the pages that were opened. */
  Set<String> kinds() {
    return Set.copyOf(kinds);
  }

  /** Returns the kinds of the pages that show a secret. */
  Set<String> kindsWithSecrets() {
    return Set.copyOf(withSecrets);
  }

  /** Returns whether the limit left pages unvisited. */
  boolean isCut() {
    return !next.isEmpty();
  }
}
