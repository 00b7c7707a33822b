package drawbridge.inbound.reply;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The result of rendering a reply for one request. */
public sealed interface RenderedReply {

  /** Applies the function for this case. */
  default <T> T match(Function<Complete, T> complete, Function<Failed, T> failed) {
    return this instanceof Complete it ? complete.apply(it) : failed.apply((Failed) this);
  }

  /**
   * The reply to send.
   *
   * @param headers all headers but the media type
   * @param contentType of the body; empty when there is no body
   * @param body empty when there is no body
   */
  record Complete(
      int status, Map<String, String> headers, Optional<String> contentType, String body)
      implements RenderedReply {
    public Complete {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * The data of the request do not fit the template. The ordinary reply is sent.
   *
   * @param why names the member of the template, never a value
   */
  record Failed(String why) implements RenderedReply {}
}
