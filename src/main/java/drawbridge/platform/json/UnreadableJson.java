package drawbridge.platform.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/**
 * A stored text that is not JSON: the row is damaged. Another attempt will fail, too. The message
 * names the place and never quotes the text.
 */
public final class UnreadableJson extends IllegalArgumentException {

  public UnreadableJson(JsonProcessingException cause) {
    super("the stored text is not JSON" + place(cause.getLocation()), cause);
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
