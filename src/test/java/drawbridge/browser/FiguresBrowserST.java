package drawbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Follows the link of each figure and counts the list. */
@ExtendWith({Chromium.class, SharedServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("O3")
class FiguresBrowserST {

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '1.0.0'}\ndo:\n";
  private static final String FAILS =
      "  - fail: {raise: {error: {type: 'https://example.org/refused', status: 500}}}\n";
  private static final String WAITS = "  - nap: {wait: {hours: 1}}\n";

  private final Browser browser;
  private final Tenant tenant;
  private final Tenant other;

  FiguresBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
    this.other = Tenant.of(server);
  }

  @BeforeAll
  void setUp() {
    for (Tenant each : List.of(tenant, other)) {
      each.save("fails", HEAD.formatted("fails") + FAILS);
      each.save("waits", HEAD.formatted("waits") + WAITS);
      each.post("{\"workflow\": \"fails\", \"batch\": [{}, {}, {}]}");
      each.post("{\"workflow\": \"waits\"}");
    }
    other.post("{\"workflow\": \"fails\"}");
    for (int refused = 0; refused < 5; refused++) {
      tenant.post("{\"workflow\": \"unknown\"}");
    }
    tenant.post("[");
    other.post("[");
  }

  @Test
  void figuresOfTheOverviewEqualTheirLists() {
    try (ConsoleUser user = new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT)) {
      user.signIn();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> values(user).equals(List.of("4", "3", "0", "6", "0", "0", "1")));
      figures(user)
          .forEach(
              (url, value) -> {
                user.go(url);
                assertThat(listed(user, url)).as(url).isEqualTo(Long.parseLong(value));
              });
    }
  }

  private List<String> values(ConsoleUser user) {
    user.go(tenant.at("overview.xhtml"));
    List<String> values = new ArrayList<>();
    links(user).forEach(link -> values.add(value(link)));
    return values;
  }

  /** Returns the linked figures by their addresses. */
  private Map<String, String> figures(ConsoleUser user) {
    Map<String, String> figures = new LinkedHashMap<>();
    links(user).forEach(link -> figures.put(link.getAttribute("href"), value(link)));
    return figures;
  }

  private static List<Locator> links(ConsoleUser user) {
    return user.page().locator(".figures a, dl a").all();
  }

  private static String value(Locator link) {
    Locator figure = link.locator(".figure");
    return (figure.count() == 0 ? link : figure).innerText().strip();
  }

  private static long listed(ConsoleUser user, String url) {
    Locator rows = user.page().locator("tbody tr");
    return url.startsWith("rejections.xhtml")
        ? user.page().locator("td[data-label=Count]").allInnerTexts().stream()
            .mapToLong(text -> Long.parseLong(text.strip()))
            .sum()
        : rows.count();
  }
}
