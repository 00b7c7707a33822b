package drawbridge.ctl.api;

import drawbridge.ctl.terminal.Failure;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Members that an answer must have. Each method fails with a message when the member is missing or
 * has another type: another program answered, or a server of another version.
 */
public final class Members {

  private Members() {}

  /** Returns a text. */
  public static String text(JsonObject object, String name) {
    if (object.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw missing(name);
  }

  /** Returns a time. */
  public static Instant time(JsonObject object, String name) {
    try {
      return Instant.parse(text(object, name));
    } catch (DateTimeException e) {
      throw missing(name);
    }
  }

  /** Returns an object. */
  public static JsonObject object(JsonObject object, String name) {
    if (object.get(name) instanceof JsonObject member) {
      return member;
    }
    throw missing(name);
  }

  /** Returns the objects of an array. */
  public static List<JsonObject> items(JsonObject object, String name) {
    if (object.get(name) instanceof JsonArray array
        && array.stream().allMatch(JsonObject.class::isInstance)) {
      return array.getValuesAs(JsonObject.class);
    }
    throw missing(name);
  }

  private static Failure missing(String name) {
    return Failure.of(
        "the answer has no proper member "
            + name
            + ": check "
            + Target.URL
            + ", and whether client and server have the same version");
  }
}
