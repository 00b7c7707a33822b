package drawbridge.admin.boundary.wire;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Builds replies whose body is a record. Components that are null are left out. */
public final class Reply {

  private Reply() {}

  /** Returns a reply with status 200. */
  public static Response ok(Record body) {
    return of(Response.Status.OK, body);
  }

  /** Returns a reply with status 201. */
  public static Response created(Record body) {
    return of(Response.Status.CREATED, body);
  }

  /** Returns a reply with this status. */
  public static Response of(Response.Status status, Record body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }
}
