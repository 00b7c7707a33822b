package drawbridge.admin.control;

import drawbridge.inbound.control.Claims;
import drawbridge.inbound.trigger.control.Reencryption;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Change;
import drawbridge.platform.control.Backups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What operators do to what the house remembers. */
@ApplicationScoped
public class Maintenance {

  @Inject Claims claims;
  @Inject Reencryption reencryption;
  @Inject Backups backups;
  @Inject AuditedCommands commands;

  /** Forgets a uid, so that it may come again (D4); false when it was not remembered. */
  public boolean release(String workspaceId, String uid) {
    return commands.make(
        Change.of(AdminActions.UID_RELEASE, workspaceId, uid),
        () -> claims.release(workspaceId, uid),
        Boolean::booleanValue);
  }

  /** Brings every secret under the current key. */
  public Reencryption.Outcome reencrypt() {
    return commands.make(
        Change.of(AdminActions.KEYS_REENCRYPT, null, "secrets of triggers"),
        reencryption::reencrypt,
        outcome -> outcome.reencrypted() > 0);
  }

  /** Takes a backup of the H2 file; empty when the store is another. */
  public Optional<Backups.Backup> backUp() {
    return commands.make(
        Change.of(AdminActions.STORE_BACKUP, null, "store"), backups::take, Optional::isPresent);
  }
}
