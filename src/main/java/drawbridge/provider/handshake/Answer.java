package drawbridge.provider.handshake;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The result of a handshake. It starts no run and claims no uid. */
public sealed interface Answer {

  /** Applies the function for this case. */
  <T> T match(
      Function<? super Given, ? extends T> given, Function<? super Refused, ? extends T> refused);

  /**
   * The answer that the provider expects.
   *
   * @param headers all headers but the media type
   * @param mediaType of the body; empty when there is no body
   * @param body ASCII; empty when there is no body
   * @param effect what must be done besides sending it
   */
  record Given(
      int status,
      Map<String, String> headers,
      Optional<String> mediaType,
      String body,
      Effect effect)
      implements Answer {
    public Given {
      headers = Map.copyOf(headers);
    }

    @Override
    public <T> T match(
        Function<? super Given, ? extends T> given,
        Function<? super Refused, ? extends T> refused) {
      return given.apply(this);
    }

    /** Returns status and media type only, since the rest may contain a secret. */
    @Override
    public String toString() {
      return "Given[" + status + mediaType.map(type -> " " + type).orElse("") + "]";
    }
  }

  /**
   * The handshake is refused.
   *
   * @param why one of the texts below; never part of the request
   * @param hasBody false when the provider expects an empty body
   */
  record Refused(int status, String why, boolean hasBody) implements Answer {

    private Refused(int status, String why) {
      this(status, why, true);
    }

    static final Refused OTHER_REQUEST =
        new Refused(400, "The request is not the handshake that this trigger is set up for.");
    static final Refused MALFORMED =
        new Refused(
            400, "The challenge is missing, repeated, too long, or has forbidden characters.");
    static final Refused WRONG_TOKEN =
        new Refused(403, "The token differs from that of the trigger, or the trigger has none.");
    static final Refused NO_SECRET =
        new Refused(403, "The answer requires a secret, and the trigger has none.");
    static final Refused NOT_ALLOWED =
        new Refused(403, "The settings of the trigger allow another sender only.");

    @Override
    public <T> T match(
        Function<? super Given, ? extends T> given,
        Function<? super Refused, ? extends T> refused) {
      return refused.apply(this);
    }
  }
}
