package drawbridge.admin.control.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.provider.Delivery;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.entity.InboundSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationDryRunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final InboundSecret old = new InboundSecret("old", "w", "the-old-secret", NOW);
  private final InboundSecret fresh = new InboundSecret("new", "w", "the-new-secret", NOW);

  @Test
  void theSecretThatLetsARequestInIsNamedByItsId() {
    Admission admittance = atWorkspace(List.of("the-new-secret"));
    assertThat(admittance.isAdmitted()).isTrue();
    assertThat(admittance.secretId()).isEqualTo("new");
    assertThat(admittance.toString()).doesNotContain("the-new-secret");
  }

  @Test
  void aSecretThatHasRetiredIsNamedAndRefused() {
    old.retireAt(NOW);
    Admission admittance = atWorkspace(List.of("the-old-secret"));
    assertThat(admittance.isAdmitted()).isFalse();
    assertThat(admittance.why()).contains("retired");
    assertThat(admittance.secretId()).isEqualTo("old");
  }

  @Test
  void aMissingHeaderAWrongSecretAndTwoSecretsAreToldApart() {
    assertThat(atWorkspace(List.of()).why()).contains("missing");
    assertThat(atWorkspace(List.of("guess")).why()).contains("no secret of this workspace");
    assertThat(atWorkspace(List.of("the-new-secret", "x")).why()).contains("twice");
  }

  private Admission atWorkspace(List<String> shown) {
    Delivery delivery =
        new Delivery(
            "POST",
            "http://localhost/api/inbound/w",
            shown.isEmpty() ? Map.of() : Map.of("inbound-webhook-secret", shown),
            Map.of(),
            new byte[0]);
    return new AuthenticationDryRun(List.of(old, fresh), Keyring.none(), NOW).atWorkspace(delivery);
  }
}
