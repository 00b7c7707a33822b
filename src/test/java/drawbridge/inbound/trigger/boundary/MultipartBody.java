package drawbridge.inbound.trigger.boundary;

/** A body of {@code multipart/form-data} with the boundary {@code events}. */
final class MultipartBody {

  static final String TYPE = "multipart/form-data; boundary=events";
  private static final String END = "--events--\r\n";

  private MultipartBody() {}

  static String field(String name, String value) {
    return part("name=\"" + name + "\"", value);
  }

  static String file(String name, String fileName, String type, String content) {
    return part(
        "name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type, content);
  }

  private static String part(String disposition, String content) {
    return "--events\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  /** Ends a body of parts. */
  static String of(String parts) {
    return parts + END;
  }

  /** Adds parts to the end of a body. */
  static String with(String body, String parts) {
    return body.substring(0, body.length() - END.length()) + parts + END;
  }
}
