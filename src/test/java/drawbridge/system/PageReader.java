package drawbridge.system;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Opens the console's pages and submits their forms, without a browser. */
public final class PageReader {

  /** The sign-in page. */
  static final String SIGN_IN = "/console/sign-in.xhtml";

  private static final String SESSION = "DRAWBRIDGE_SESSION";
  private static final Pattern VIEW_STATE =
      Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern TOKEN =
      Pattern.compile("name=\"drawbridge.token\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

  private final URI base;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public PageReader(URI base) {
    this.base = base;
  }

  /** Sends a GET, also to another address. */
  public HttpResponse<String> open(String address) {
    return send(HttpRequest.newBuilder(base.resolve(address)));
  }

  /** Signs in with name and password; returns the redirection, or the page with the refusal. */
  public HttpResponse<String> signIn(String name, String password) {
    return press(open(SIGN_IN), "sign-in", "enter", Map.of("name", name, "password", password));
  }

  /** Presses a button of a form, whether or not the page shows it. */
  HttpResponse<String> press(
      HttpResponse<String> page, String form, String button, Map<String, String> fields) {
    return press(page, form, button, fields, Map.of());
  }

  /** Presses a button with further headers. */
  HttpResponse<String> press(
      HttpResponse<String> page,
      String form,
      String button,
      Map<String, String> fields,
      Map<String, String> headers) {
    return post(page, form, button, fields, headers);
  }

  /** Returns the view state of a page with a form. */
  static String viewState(HttpResponse<String> page) {
    return first(VIEW_STATE, page.body());
  }

  /** Presses a button as the page's script does. */
  HttpResponse<String> pressByScript(
      HttpResponse<String> page, String form, String button, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("jakarta.faces.partial.ajax", "true");
    all.put("jakarta.faces.source", button);
    all.put("jakarta.faces.partial.event", "click");
    all.put("jakarta.faces.partial.execute", "@all");
    all.put("jakarta.faces.partial.render", form);
    return post(page, form, button, all, Map.of("Faces-Request", "partial/ajax"));
  }

  private HttpResponse<String> post(
      HttpResponse<String> page,
      String form,
      String button,
      Map<String, String> fields,
      Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(fields);
    all.put(form, form);
    all.put(button, button);
    all.putIfAbsent("jakarta.faces.ViewState", first(VIEW_STATE, page.body()));
    all.putIfAbsent("drawbridge.token", first(TOKEN, page.body()));
    all.putIfAbsent(
        "primefaces.nonce",
        first(NONCE, page.headers().firstValue("Content-Security-Policy").orElse("")));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(page.uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    all.entrySet().stream()
                        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&"))));
    headers.forEach(request::header);
    return send(request);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return found.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the id of its session; empty without one. */
  String sessionId() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(SESSION))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Sets the session, as session fixation does. */
  void hasSession(String id) {
    hasCookie(SESSION, "/", id);
  }

  /** Sets a cookie. */
  void hasCookie(String name, String path, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath(path);
    cookie.setDomain(
        base.getHost() + ".local"); // the cookie store writes hosts without a dot this way
    cookie.setVersion(0);
    cookies.getCookieStore().add(base, cookie);
  }

  /** Returns the target of a redirection; empty for other replies. */
  static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  /** Returns the header that sets a cookie; empty when there is none of that name. */
  static Optional<String> givenCookie(HttpResponse<?> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .findFirst();
  }
}
