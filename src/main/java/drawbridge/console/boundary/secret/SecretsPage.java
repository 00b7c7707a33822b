package drawbridge.console.boundary.secret;

import drawbridge.admin.control.Maintenance;
import drawbridge.admin.control.RetiringSecretUse;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.console.boundary.OverlapChoice;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.trigger.control.Reencryption;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.InboundSecret;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets of the workspace, and the keys under which those of triggers are kept. */
@Named("secrets")
@RequestScoped
public class SecretsPage {

  static final String PAGE = "secrets.xhtml";

  @Inject Workspaces workspaces;
  @Inject WorkspaceCommands commands;
  @Inject Maintenance maintenance;
  @Inject Reencryption reencryption;
  @Inject Keyring keys;
  @Inject PageContext place;
  @Inject Clock clock;

  private @Nullable List<InboundSecret> rows;
  private final SecretRotation rotation = new SecretRotation(OverlapChoice.DAY);
  private @Nullable String fresh;
  private @Nullable String fault;

  /** All of the workspace, the newest first; retired ones too. */
  public List<InboundSecret> getRows() {
    List<InboundSecret> known = rows;
    if (known == null) {
      known =
          new ArrayList<>(place.isKnown() ? workspaces.secrets(place.workspace().id()) : List.of());
      Collections.reverse(known);
      rows = known;
    }
    return known;
  }

  /** Where a secret is in its life: active, retiring or retired. */
  public String state(InboundSecret row) {
    return row.retiresAt() == null
        ? "active"
        : row.isValidAt(clock.instant()) ? "retiring" : "retired";
  }

  /** That a secret is used late; null when it is not. */
  public @Nullable String warning(InboundSecret row) {
    return use(row)
        .warning(getRows().stream().map(SecretsPage::use).toList(), clock.instant())
        .orElse(null);
  }

  private static RetiringSecretUse use(InboundSecret row) {
    return new RetiringSecretUse(row.createdAt(), row.lastUsedAt(), row.retiresAt());
  }

  /** Whether senders could come in without this one. */
  public boolean isSpare(InboundSecret row) {
    return getRows().stream()
        .anyMatch(other -> !other.id().equals(row.id()) && other.isValidAt(clock.instant()));
  }

  /** Makes a new secret, and shows it in the answer to this request only. */
  public void rotate() {
    String secret = rotation.typed().isEmpty() ? SecretRules.newSecret() : rotation.typed();
    Optional<String> wrong = SecretRules.faultOf(secret);
    if (wrong.isPresent()) {
      fault = "The secret " + wrong.get() + ".";
      return;
    }
    var unused = commands.rotate(place.workspace(), secret, rotation.getOverlap().length());
    fresh = secret;
    rows = null;
  }

  /** Removes a secret at once. */
  public void remove() throws IOException {
    boolean isRemoved = commands.removeSecret(place.workspace(), rotation.goner());
    if (isRemoved) {
      place.go(at(), "The secret was removed. It lets nobody in any more.");
    } else {
      place.stay(at(), "There is no such secret any more.", "");
    }
  }

  /** The keys of this node, and those that secrets need. */
  public List<Reencryption.KeyUse> getKeys() {
    return reencryption.keys();
  }

  public boolean isKeyless() {
    return keys.isEmpty();
  }

  /** The key under which new secrets are kept; null without one. */
  public @Nullable String getCurrentKey() {
    return keys.isEmpty() ? null : keys.currentId();
  }

  /** Whether some secrets are under other keys than the current one. */
  public boolean isBehind() {
    return !keys.isEmpty()
        && getKeys().stream()
            .anyMatch(key -> key.secrets() > 0 && !key.id().equals(keys.currentId()));
  }

  /** Brings all secrets of triggers under the current key. */
  public void reencrypt() throws IOException {
    Reencryption.Outcome outcome = maintenance.reencrypt();
    String done = outcome.reencrypted() + " secrets were encrypted anew.";
    if (outcome.unopened() == 0) {
      place.go(at(), done);
    } else {
      place.stay(
          at(),
          done,
          outcome.unopened() + " could not be opened: this node lacks their key. They stay as is.");
    }
  }

  private String at() {
    return PageQuery.of(PAGE, Map.of("workspace", place.getNamed()));
  }

  /** The secret that was just made; null in every other answer. */
  public @Nullable String getFresh() {
    return fresh;
  }

  /** What is wrong with the secret that was chosen; null when nothing is. */
  public @Nullable String getFault() {
    return fault;
  }

  /** What the dialogs ask for. */
  public SecretRotation getRotation() {
    return rotation;
  }
}
