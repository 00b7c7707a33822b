package drawbridge.console.boundary.secret;

import drawbridge.admin.control.Maintenance;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.admin.control.list.EncryptionKeys;
import drawbridge.admin.control.list.SecretLine;
import drawbridge.admin.control.list.SecretLines;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.trigger.control.saving.Reencryption;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets and the hidden headers of the workspace, and the encryption keys of all triggers'
 * secrets.
 */
@Named("secrets")
@RequestScoped
public class SecretsPage {

  @Inject SecretLines secrets;
  @Inject WorkspaceCommands commands;
  @Inject Maintenance maintenance;
  @Inject EncryptionKeys encryptionKeys;
  @Inject PageContext context;

  private final Lazy<List<SecretLine>> lines =
      new Lazy<>(() -> context.list(it -> secrets.in(it.id())));
  private final Lazy<EncryptionKeys.Usage> usage = new Lazy<>(() -> encryptionKeys.read());
  private final SecretRotation rotation = new SecretRotation();
  private @Nullable String newSecret;
  private @Nullable String fault;
  private @Nullable String enteredHeaders;
  private List<String> headerFaults = List.of();

  /** Returns all secrets of the workspace, retired ones included, newest first. */
  public List<SecretLine> getLines() {
    return lines.get();
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
    lines.forget();
  }

  /** Removes a secret at once. */
  public void remove() throws IOException {
    boolean isRemoved = commands.removeSecret(context.workspace(), rotation.getSecretId());
    if (isRemoved) {
      context.redirect(url(), "The secret was removed. Requests with it get 401.");
    } else {
      context.redirectWithError(url(), "The secret does not exist.", "");
    }
  }

  /** Returns the hidden headers, one on each line, as they are stored or were entered. */
  public String getHiddenHeaders() {
    return enteredHeaders == null
        ? String.join("\n", context.list(Workspace::hiddenHeaders))
        : enteredHeaders;
  }

  public void setHiddenHeaders(@Nullable String entered) {
    enteredHeaders = entered == null ? "" : entered;
  }

  /** Returns why the entered headers cannot be hidden; empty when they can. */
  public List<String> getHeaderFaults() {
    return headerFaults;
  }

  /** Stores the hidden headers, or shows the faults at their field. */
  public void hideHeaders() throws IOException {
    List<String> names =
        getHiddenHeaders().lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    headerFaults = WorkspaceCommands.faultsOfHiddenHeaders(names);
    if (headerFaults.isEmpty()) {
      commands.hideHeaders(context.workspace(), names);
      context.redirect(url(), "The headers are hidden from the runs of later requests.");
    }
  }

  /** Returns the keys of this node and those that stored secrets need. */
  public EncryptionKeys.Usage getKeys() {
    return usage.get();
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

  private String url() {
    return context.url("secrets.xhtml");
  }

  /** Returns the secret that this request created; null in every other response. */
  public @Nullable String getNewSecret() {
    return newSecret;
  }

  /** Returns why the entered secret is invalid; null when it is valid. */
  public @Nullable String getFault() {
    return fault;
  }

  public SecretRotation getRotation() {
    return rotation;
  }
}
