package drawbridge.console.boundary.secret;

import drawbridge.admin.control.Maintenance;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.admin.control.list.EncryptionKeys;
import drawbridge.admin.control.list.SecretLine;
import drawbridge.admin.control.list.SecretLines;
import drawbridge.console.boundary.OverlapChoice;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.trigger.control.Reencryption;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secrets of the workspace, and the encryption keys of all triggers' secrets. */
@Named("secrets")
@RequestScoped
public class SecretsPage {

  private static final String PAGE = "secrets.xhtml";

  @Inject SecretLines secrets;
  @Inject WorkspaceCommands commands;
  @Inject Maintenance maintenance;
  @Inject EncryptionKeys encryptionKeys;
  @Inject PageContext context;

  private @Nullable List<SecretLine> lines;
  private EncryptionKeys.@Nullable Usage usage;
  private final SecretRotation rotation = new SecretRotation(OverlapChoice.DAY);
  private @Nullable String newSecret;
  private @Nullable String fault;

  /** Returns all secrets of the workspace, retired ones included, newest first. */
  public List<SecretLine> getLines() {
    List<SecretLine> known = lines;
    if (known == null) {
      known = context.hasWorkspace() ? secrets.in(context.workspace().id()) : List.of();
      lines = known;
    }
    return known;
  }

  /** Creates a secret. Only the response to this request shows it. */
  public void rotate() {
    String entered = rotation.enteredSecret();
    String secret = entered.isEmpty() ? SecretRules.newSecret() : entered;
    Optional<String> found = SecretRules.faultOf(secret);
    if (found.isPresent()) {
      fault = "The secret " + found.get() + ".";
      return;
    }
    var unused = commands.rotate(context.workspace(), secret, rotation.getOverlap().length());
    newSecret = secret;
    lines = null;
  }

  /** Removes a secret at once. */
  public void remove() throws IOException {
    boolean isRemoved = commands.removeSecret(context.workspace(), rotation.removedId());
    if (isRemoved) {
      context.redirect(url(), "The secret was removed. Requests with it get 401.");
    } else {
      context.redirectWithError(url(), "The secret does not exist.", "");
    }
  }

  /** Returns the keys of this node and those that stored secrets need. */
  public List<Reencryption.KeyUse> getKeys() {
    return usage().keys();
  }

  /** Returns the id of the key that encrypts new secrets; null without a key. */
  public @Nullable String getCurrentKey() {
    return usage().current();
  }

  /** Returns whether some secrets are encrypted under another key than the current one. */
  public boolean isReencryptionNeeded() {
    return usage().needsReencryption();
  }

  /** Encrypts the secrets of all triggers under the current key. */
  public void reencrypt() throws IOException {
    Reencryption.Outcome outcome = maintenance.reencrypt();
    String done = outcome.reencrypted() + " secrets were re-encrypted.";
    if (outcome.unopened() == 0) {
      context.redirect(url(), done);
    } else {
      context.redirectWithError(
          url(),
          done,
          outcome.unopened()
              + " secrets could not be decrypted and are unchanged: this node lacks their key.");
    }
  }

  private EncryptionKeys.Usage usage() {
    EncryptionKeys.Usage known = usage;
    if (known == null) {
      known = encryptionKeys.read();
      usage = known;
    }
    return known;
  }

  private String url() {
    return PageQuery.of(PAGE, Map.of("workspace", context.getWorkspaceName()));
  }

  /** Returns the secret that this request created; null in every other response. */
  public @Nullable String getNewSecret() {
    return newSecret;
  }

  /** Returns why the entered secret is invalid; null when it is valid. */
  public @Nullable String getFault() {
    return fault;
  }

  /** Returns the fields of the dialogs. */
  public SecretRotation getRotation() {
    return rotation;
  }
}
