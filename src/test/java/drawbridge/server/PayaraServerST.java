package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import drawbridge.browser.Chromium;
import drawbridge.system.ContractOverHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Payara Server that an operator set up with {@code server-config/install.asadmin}. */
@Tag("servers")
class PayaraServerST extends ContractOverHttp {

  private static final String LOG_VIEWER =
      "/common/logViewer/logViewer.jsf?instanceName=server&loglevel=INFO&viewResults=true";

  private static PayaraDomain domain;

  PayaraServerST() {
    super(domain.base());
  }

  @BeforeAll
  static void install(@TempDir Path directory) throws IOException {
    domain = PayaraDomain.installed(directory);
  }

  @AfterAll
  static void stop() {
    domain.close();
  }

  /** What the server's own console shows. */
  @Nested
  @ExtendWith(Chromium.class)
  class InItsAdminConsole {

    @Test
    void theApplicationStandsAtTheRoot(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/common/applications/applicationEdit.jsf?appName=drawbridge",
                    "Edit Application")
                .photographed("application");
        assertThat(page).contains("drawbridge");
      }
    }

    /** Its own ping button often answers 500 (servers.md), so the ping is that of asadmin. */
    @Test
    void thePoolReachesTheStore(Browser browser) {
      domain.asadmin("ping-connection-pool", "drawbridge");

      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/jdbc/jdbcConnectionPoolEdit.jsf?name=drawbridge", "Edit JDBC Connection Pool")
                .photographed("pool");
        assertThat(page).contains("drawbridge");
      }
    }

    /** The server writes them once a minute; a viewer that came before is asked again. */
    @Test
    void theLogViewerShowsTheFiguresOfTheMBeans(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        Awaitility.await("figures of the MBeans in the log")
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(2))
            .until(
                () -> console.open(LOG_VIEWER, "Log Viewer Results").text(),
                page -> page.matches("(?s).*JMX-MONITORING.*"));
        assertThat(console.photographed("mbean-figures"))
            .containsPattern("Accepted=[0-9]+ Duplicates=[0-9]+");
      }
    }

    @Test
    void theMonitorShowsThePoolAtWork(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/common/monitor/serverInstMonitoringResourcesPage.jsf?instanceName=server",
                    "JDBC Connection Pool Statistics : drawbridge")
                .photographed("pool-figures");
        assertThat(page).containsPattern("NumConnAcquired\\s+[1-9][0-9]*");
      }
    }
  }
}
