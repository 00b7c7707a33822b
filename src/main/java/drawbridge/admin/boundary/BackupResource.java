package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.Maintenance;
import drawbridge.operator.boundary.OperatorsOnly;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Takes backups of the H2 file. */
@Path("admin/backup")
@OperatorsOnly
@RequestScoped
public class BackupResource {

  @Inject Maintenance maintenance;

  /** Takes a backup and returns its path. The backup stays on the machine. */
  @POST
  public Response take() {
    return maintenance
        .backUp()
        .map(it -> new BackupReply(it.file().toString(), it.bytes(), it.takenAt()))
        .map(Reply::created)
        .orElseThrow(
            () ->
                Refused.conflict(
                    "backup-elsewhere",
                    "The store is not the H2 file of this node: back it up with its own tools, such"
                        + " as pg_dump."));
  }

  /** A backup on this machine. */
  public record BackupReply(String file, long bytes, Instant takenAt) {}
}
