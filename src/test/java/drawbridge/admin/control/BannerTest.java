package drawbridge.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BannerTest {

  private static final String BASE = "http://localhost:8080";

  @Test
  void firstStartShowsGeneratedCredentials() {
    Banner banner =
        new Banner(
            Map.of(Bootstrap.SECRET, Optional.of("s-1"), Bootstrap.PASSWORD, Optional.of("p-1")),
            false);
    assertThat(banner.text(BASE))
        .contains("Console   http://localhost:8080/console/", "User      admin", "Password  p-1")
        .contains("Secret    s-1", "Inbound-Webhook-Secret: s-1", BASE + "/openapi");
  }

  @Test
  void firstStartNamesTheUsedSettings() {
    Banner banner =
        new Banner(
            Map.of(Bootstrap.SECRET, Optional.empty(), Bootstrap.PASSWORD, Optional.empty()), true);
    assertThat(banner.text(BASE))
        .contains("Password  set in DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD")
        .contains("Secret    set in DRAWBRIDGE_BOOTSTRAP_SECRET")
        .contains("Inbound-Webhook-Secret: $DRAWBRIDGE_BOOTSTRAP_SECRET");
  }

  @Test
  void laterStartsShowNoCredentials() {
    assertThat(new Banner(Map.of(), false).text(BASE))
        .contains("curl -s -u admin http://localhost:8080/api/admin/workspaces")
        .doesNotContain("User", "Password", "Secret");
  }
}
