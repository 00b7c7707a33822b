package drawbridge.admin.control;

import drawbridge.inbound.control.Claims;
import drawbridge.inbound.trigger.control.saving.Reencryption;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.platform.control.Backups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Maintains stored data for operators: releases uids, encrypts secrets again and takes backups.
 * Records each action in the audit log.
 */
@ApplicationScoped
public class Maintenance {

  private static final Action RELEASE = new Action("uid.release", Role.OPERATOR);
  private static final Action REENCRYPT = new Action("keys.reencrypt", Role.ADMIN);
  private static final Action BACKUP = new Action("store.backup", Role.ADMIN);

  @Inject Claims claims;
  @Inject Reencryption reencryption;
  @Inject Backups backups;
  @Inject AuditedCommands commands;

  /**
   * Removes a uid from the ledger, so that a request may use it again (D4). Returns false when the
   * ledger does not have it.
   */
  public boolean release(String workspaceId, String uid) {
    return commands.make(
        Change.of(RELEASE, workspaceId, uid),
        () -> claims.release(workspaceId, uid),
        Boolean::booleanValue);
  }

  /** Encrypts every secret with the current key. */
  public Reencryption.Outcome reencrypt() {
    return commands.make(
        Change.of(REENCRYPT, null, "secrets of triggers"),
        reencryption::reencrypt,
        outcome -> outcome.reencrypted() > 0);
  }

  /** Takes a backup of the H2 file; empty when the store is not an H2 file. */
  public Optional<Backups.Backup> backUp() {
    return commands.make(Change.of(BACKUP, null, "store"), backups::take, Optional::isPresent);
  }
}
