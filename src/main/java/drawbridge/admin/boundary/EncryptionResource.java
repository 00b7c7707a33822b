package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Refused;
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
import org.jspecify.annotations.Nullable;

/** The keys that secrets of triggers are kept under, never themselves. */
@Path("admin/encryption")
@OperatorsOnly
@RequestScoped
public class EncryptionResource {

  @Inject Maintenance maintenance;
  @Inject Reencryption reencryption;
  @Inject Keyring keys;

  /** The keys of this node and those that secrets need. */
  @GET
  public Response show() {
    return new Members()
        .with("current", current())
        .list("keys", reencryption.keys(), EncryptionResource::members)
        .reply(200);
  }

  /** Brings every secret under the current key. */
  @POST
  @Path("reencrypt")
  public Response reencrypt() {
    if (keys.isEmpty()) {
      throw Refused.noKey();
    }
    Reencryption.Outcome outcome = maintenance.reencrypt();
    return new Members()
        .with("reencrypted", outcome.reencrypted())
        .with("unopened", outcome.unopened())
        .reply(200);
  }

  private @Nullable String current() {
    return keys.isEmpty() ? null : keys.currentId();
  }

  private static Members members(KeyUse key) {
    return new Members()
        .with("id", key.id())
        .with("secrets", key.secrets())
        .with("isConfigured", key.isConfigured());
  }
}
