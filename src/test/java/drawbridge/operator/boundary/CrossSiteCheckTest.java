package drawbridge.operator.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteCheckTest {

  private static CrossSiteCheck check(
      String method, boolean isSecure, Map<String, String> headers) {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.put("Host", "drawbridge.test:8080");
    sent.putAll(headers);
    return new CrossSiteCheck(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                CrossSiteCheckTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) ->
                    switch (called.getName()) {
                      case "getMethod" -> method;
                      case "isSecure" -> isSecure;
                      case "getContentType" -> sent.get("Content-Type");
                      case "getHeader" -> sent.get((String) arguments[0]);
                      default -> throw new UnsupportedOperationException(called.getName());
                    }));
  }

  private static boolean isForged(String method, String... headers) {
    Map<String, String> sent = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    return check(method, false, sent).isForged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "post", "BREW"})
  void changesOfOtherSitesAreForged(String method) {
    assertThat(isForged(method, "Sec-Fetch-Site", "cross-site")).isTrue();
    assertThat(isForged(method, "Sec-Fetch-Site", "same-site")).isTrue();
    assertThat(isForged(method, "Sec-Fetch-Site", "")).isTrue();
    assertThat(isForged(method, "Origin", "http://other.test")).isTrue();
    assertThat(isForged(method, "Sec-Fetch-Site", "same-origin")).isFalse();
    assertThat(isForged(method, "Sec-Fetch-Site", "none")).isFalse();
    assertThat(isForged(method)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void readingIsNeverForged(String method) {
    assertThat(isForged(method, "Sec-Fetch-Site", "cross-site")).isFalse();
    assertThat(isForged(method, "Origin", "http://other.test")).isFalse();
    CrossSiteCheck form = check(method, false, Map.of("Content-Type", "text/plain", "Cookie", "a"));
    assertThat(form.isForm()).isFalse();
    assertThat(form.isWithoutOwnHeader()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "false, http://a.test, a.test, true",
    "false, http://a.test, A.TEST:80, true",
    "false, http://a.test:80, a.test, true",
    "false, HTTP://A.test:8080, a.test:8080, true",
    "false, https://a.test, a.test, true", // TLS ends at a proxy that is not trusted
    "true, https://a.test, a.test, true",
    "true, https://a.test, a.test:443, true",
    "false, http://[::1]:8080, [::1]:8080, true",
    "true, http://a.test, a.test, false",
    "false, http://a.test, a.test:8080, false",
    "false, http://a.test:443, a.test, false",
    "false, https://a.test:80, a.test, false",
    "false, http://a.test.evil.test, a.test, false",
    "false, http://evil.test/a.test, a.test, false",
    "false, http://evil.test@a.test, a.test, false",
    "false, ftp://a.test, a.test, false",
    "false, null, a.test, false",
    "false, '', a.test, false",
    "false, a.test, a.test, false",
    "false, http://, '', false",
  })
  void originIsComparedWithTheHostThatTheClientUsed(
      boolean isSecure, String origin, String host, boolean isOwn) {
    assertThat(check("POST", isSecure, Map.of("Origin", origin, "Host", host)).isForged())
        .isEqualTo(!isOwn);
  }

  @Test
  void requestsOfBrowsersNeedTheHeaderAndThoseOfScriptsDoNot() {
    for (String sign : new String[] {"Cookie", "Origin", "Sec-Fetch-Site"}) {
      assertThat(check("POST", false, Map.of(sign, "x")).isWithoutOwnHeader()).isTrue();
      assertThat(
              check("POST", false, Map.of(sign, "x", "x-drawbridge-request", ""))
                  .isWithoutOwnHeader())
          .isFalse();
    }
    assertThat(check("POST", false, Map.of("Sec-Fetch-Mode", "cors")).isWithoutOwnHeader())
        .isFalse(); // fetch of Node.js
    assertThat(check("POST", false, Map.of("Authorization", "Basic x")).isWithoutOwnHeader())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "TEXT/Plain;charset=utf-8",
        " text/plain ;x",
        "text/plain, application/json"
      })
  void mediaTypesOfFormsAreRecognized(String type) {
    assertThat(check("POST", false, Map.of("Content-Type", type)).isForm()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml", "application/zip", "text/yaml"})
  void otherMediaTypesAreNotThoseOfForms(String type) {
    assertThat(check("PUT", false, Map.of("Content-Type", type)).isForm()).isFalse();
    assertThat(check("PUT", false, Map.of()).isForm()).isFalse();
  }
}
