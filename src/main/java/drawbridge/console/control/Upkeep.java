package drawbridge.console.control;

import drawbridge.inbound.control.Claims;
import drawbridge.inbound.trigger.control.Reencryption;
import drawbridge.operator.control.Changes;
import drawbridge.operator.entity.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What operators do to what the house remembers. */
@ApplicationScoped
public class Upkeep {

  @Inject Claims claims;
  @Inject Reencryption reencryption;
  @Inject Changes changes;

  /** Forgets a uid, so that it may come again (D4); false when it was not remembered. */
  public boolean release(String workspaceId, String uid) {
    return changes.make(
        Change.of(Actions.UID_RELEASE, workspaceId, uid),
        () -> claims.release(workspaceId, uid),
        Boolean::booleanValue);
  }

  /** Brings every secret under the current key. */
  public Reencryption.Outcome reencrypt() {
    return changes.make(
        Change.of(Actions.KEYS_REENCRYPT, null, "secrets of triggers"),
        reencryption::reencrypt,
        outcome -> outcome.reencrypted() > 0);
  }
}
