package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.control.Maintenance;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.control.Backups.Backup;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Backups of the H2 file. */
@Path("admin/backup")
@OperatorsOnly
@RequestScoped
public class BackupResource {

  @Inject Maintenance maintenance;

  /** Takes one and says where it lies; it never leaves the machine by this call. */
  @POST
  public Response take() {
    return maintenance
        .backUp()
        .map(backup -> members(backup).reply(201))
        .orElseThrow(
            () ->
                Refused.conflict(
                    "backup-elsewhere",
                    "The store is not the H2 file of this node: back it up with its own tools, such"
                        + " as pg_dump."));
  }

  private static Members members(Backup backup) {
    return new Members()
        .with("file", backup.file().toString())
        .with("bytes", backup.bytes())
        .with("takenAt", backup.takenAt());
  }
}
