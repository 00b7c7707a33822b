package drawbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import drawbridge.system.SharedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of requests stays smooth while 200 requests arrive each second. */
@Tag("nightly")
@Tag("alone")
@ExtendWith({Chromium.class, SharedServer.class})
class LiveBrowserST {

  private static final int RATE = 200;
  private static final int SECONDS = 20;
  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {greeting: hello}}
      """;

  /** Observes long tasks, and the age of the newest row each time when rows are added. */
  private static final String OBSERVE =
      """
      () => {
        window.seen = { longest: 0, tasks: 0, lag: 0, rows: 0, heap: performance.memory.usedJSHeapSize };
        new PerformanceObserver(list => list.getEntries().forEach(task => {
          seen.longest = Math.max(seen.longest, task.duration);
          seen.tasks++;
        })).observe({ entryTypes: ["longtask"] });
        new MutationObserver(() => {
          const newest = document.querySelector("tbody time");
          seen.lag = Math.max(seen.lag, Date.now() - new Date(newest.dateTime));
          seen.rows = Math.max(seen.rows, document.querySelectorAll("tbody tr").length);
        }).observe(document.querySelector("tbody"), { childList: true });
      }
      """;

  private final Browser browser;
  private final Tenant tenant;

  LiveBrowserST(Browser browser, Server server) {
    this.browser = browser;
    this.tenant = Tenant.of(server);
  }

  @Test
  void listStaysSmoothAt200RequestsEachSecond(TestReporter report) throws InterruptedException {
    tenant.save("greet", GREET);
    tenant.post("{\"workflow\": \"greet\"}");
    try (ConsoleUser user =
        new ConsoleUser(browser, tenant.server(), Viewport.WIDE_LIGHT).signIn()) {
      Page page = user.page();
      user.go(tenant.at("requests.xhtml"));
      assertThat(page.locator("[data-stream-state]")).hasText("Live");
      page.evaluate(OBSERVE);
      int sent = send();
      JsonNode seen =
          Json.read(
              String.valueOf(
                  page.evaluate(
                      "() => JSON.stringify({...seen, grown: performance.memory.usedJSHeapSize"
                          + " - seen.heap})")));
      report.publishEntry("200 requests each second", seen.toString());
      assertThat(sent).isGreaterThan(RATE * SECONDS * 9 / 10);
      assertThat(seen.path("rows").asInt()).isEqualTo(50);
      assertThat(seen.path("longest").asInt()).isLessThan(500);
      assertThat(seen.path("lag").asInt()).isLessThan(5_000);
      assertThat(seen.path("grown").asLong()).isLessThan(50L << 20);
      assertThat(page.locator("[data-stream-state]")).hasText("Live");
    }
  }

  /** Sends requests at the rate; returns how many were accepted. */
  private int send() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(tenant.server().base().resolve("/api/inbound/" + tenant.name()))
            .header("Inbound-Webhook-Secret", Tenant.SECRET)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"workflow\": \"greet\"}"))
            .build();
    AtomicInteger accepted = new AtomicInteger();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    var unused =
        timer.scheduleAtFixedRate(
            () -> {
              var reply =
                  client
                      .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                      .thenAccept(it -> accepted.addAndGet(it.statusCode() == 202 ? 1 : 0));
              assertThat(reply).isNotNull();
            },
            0,
            1_000_000 / RATE,
            TimeUnit.MICROSECONDS);
    var end = timer.schedule(timer::shutdownNow, SECONDS, TimeUnit.SECONDS);
    assertThat(timer.awaitTermination(SECONDS + 5, TimeUnit.SECONDS)).as("%s", end).isTrue();
    return accepted.get();
  }
}
