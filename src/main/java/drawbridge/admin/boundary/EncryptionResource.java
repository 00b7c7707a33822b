package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.Maintenance;
import drawbridge.admin.control.list.EncryptionKeys;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Lists the keys that encrypt secrets of triggers, by id, and encrypts the secrets again. */
@Path("admin/encryption")
@OperatorsOnly
@RequestScoped
public class EncryptionResource {

  @Inject Maintenance maintenance;
  @Inject EncryptionKeys encryptionKeys;
  @Inject Keyring keys;

  /** Returns the keys of this node and the keys that secrets need. */
  @GET
  public Response show() {
    return Reply.ok(encryptionKeys.read());
  }

  /** Encrypts every secret with the current key. */
  @POST
  @Path("reencrypt")
  public Response reencrypt() {
    if (keys.isEmpty()) {
      throw Refused.noKey();
    }
    return Reply.ok(maintenance.reencrypt());
  }
}
