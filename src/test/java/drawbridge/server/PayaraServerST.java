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

/** The contract on Payara Server with {@code server-config/install.asadmin}. */
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

  /** Tests of the server's admin console. */
  @Nested
  @ExtendWith(Chromium.class)
  class InItsAdminConsole {

    @Test
    void applicationIsDeployed(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/common/applications/applicationEdit.jsf?appName=drawbridge",
                    "Edit Application")
                .screenshot("application");
        assertThat(page).contains("drawbridge");
      }
    }

    /** Pings with asadmin, because the console's ping button often fails with 500 (servers.md). */
    @Test
    void poolConnectsToTheStore(Browser browser) {
      domain.asadmin("ping-connection-pool", "drawbridge");

      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/jdbc/jdbcConnectionPoolEdit.jsf?name=drawbridge", "Edit JDBC Connection Pool")
                .screenshot("pool");
        assertThat(page).contains("drawbridge");
      }
    }

    /** The server logs the values once a minute; the test reloads the log viewer. */
    @Test
    void logViewerShowsMBeanValues(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        Awaitility.await("MBean values in the log")
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(2))
            .until(
                () -> console.open(LOG_VIEWER, "Log Viewer Results").text(),
                page -> page.matches("(?s).*JMX-MONITORING.*"));
        assertThat(console.screenshot("mbean-figures"))
            .containsPattern("Accepted=[0-9]+ Duplicates=[0-9]+");
      }
    }

    @Test
    void monitorShowsConnectionsOfThePool(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/common/monitor/serverInstMonitoringResourcesPage.jsf?instanceName=server",
                    "JDBC Connection Pool Statistics : drawbridge")
                .screenshot("pool-figures");
        assertThat(page).containsPattern("NumConnAcquired\\s+[1-9][0-9]*");
      }
    }
  }
}
