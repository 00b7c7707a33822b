package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.Maintenance;
import drawbridge.inbound.trigger.control.Reencryption;
import drawbridge.inbound.trigger.control.Reencryption.KeyUse;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the keys that encrypt secrets of triggers, by id, and encrypts the secrets again. */
@Path("admin/encryption")
@OperatorsOnly
@RequestScoped
public class EncryptionResource {

  @Inject Maintenance maintenance;
  @Inject Reencryption reencryption;
  @Inject Keyring keys;

  /** Returns the keys of this node and the keys that secrets need. */
  @GET
  public Response show() {
    List<Key> all = reencryption.keys().stream().map(Key::of).toList();
    return Reply.ok(new Keys(keys.isEmpty() ? null : keys.currentId(), all));
  }

  /** Encrypts every secret with the current key. */
  @POST
  @Path("reencrypt")
  public Response reencrypt() {
    if (keys.isEmpty()) {
      throw Refused.noKey();
    }
    Reencryption.Outcome outcome = maintenance.reencrypt();
    return Reply.ok(new Reencrypted(outcome.reencrypted(), outcome.unopened()));
  }

  /** The keys; {@code current} is absent when this node has none. */
  public record Keys(@Nullable String current, List<Key> keys) {}

  /** A key by its id, and how many secrets need it. */
  public record Key(String id, long secrets, boolean isConfigured) {
    static Key of(KeyUse use) {
      return new Key(use.id(), use.secrets(), use.isConfigured());
    }
  }

  /** How many secrets were encrypted again, and how many this node could not decrypt. */
  public record Reencrypted(long reencrypted, long unopened) {}
}
