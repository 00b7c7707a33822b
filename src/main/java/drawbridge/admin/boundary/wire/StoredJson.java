package drawbridge.admin.boundary.wire;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Replies with a stored value as it is: its digits, order of members and spaces. */
public final class StoredJson {

  private StoredJson() {}

  /**
   * Makes the reply. Browsers that open its URL save it as a file.
   *
   * @param json a stored document; a damaged one is returned as it is
   */
  public static Response of(String json, String fileName) {
    return Response.ok(json, MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
        .header("Content-Disposition", "attachment; filename=\"" + fileName + ".json\"")
        .build();
  }
}
