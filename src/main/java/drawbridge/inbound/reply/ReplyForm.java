package drawbridge.inbound.reply;

import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.OneOf;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a reply.
 *
 * @param from {@code run}: the reply waits for the run
 * @param within the longest wait
 * @param status 200 when null
 * @param headers the template of each value by name
 * @param contentType null for the usual one of the body
 * @param body a template of text, or a JSON value whose strings are templates
 * @param otherwise the reply when the wait ends before the run; null for the ordinary reply
 */
public record ReplyForm(
    @OneOf("run") @Nullable String from,
    @IsoDuration(
            min = "PT0.1S",
            max = "PT30S",
            message = "must be an ISO 8601 duration from {min} to {max}")
        @Nullable String within,
    @Min(200) @Max(299) @Nullable Integer status,
    @Nullable JsonObject headers,
    @Size(max = 200) @Nullable String contentType,
    @Nullable JsonValue body,
    @Valid @Nullable Answer otherwise) {

  /** A reply that does not wait; its members are those of {@link ReplyForm}. */
  public record Answer(
      @Min(200) @Max(299) @Nullable Integer status,
      @Nullable JsonObject headers,
      @Size(max = 200) @Nullable String contentType,
      @Nullable JsonValue body) {}

  /** Returns the members that do not belong to the wait. */
  Answer answer() {
    return new Answer(status, headers, contentType, body);
  }
}
