package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import drawbridge.browser.Chromium;
import drawbridge.system.ContractOverHttp;
import java.io.IOException;
import java.nio.file.Path;
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

    @Test
    void thePoolReachesTheStore(Browser browser) {
      try (PayaraConsole console = new PayaraConsole(browser, domain)) {
        String page =
            console
                .open(
                    "/jdbc/jdbcConnectionPoolEdit.jsf?name=drawbridge", "Edit JDBC Connection Pool")
                .press("ping")
                .await("Ping Succeeded")
                .photographed("pool");
        assertThat(page).contains("drawbridge");
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
