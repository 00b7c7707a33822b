package drawbridge.provider.handshake;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is said to a request that is a handshake. No run is started, no uid is claimed. */
public sealed interface Answer {

  /** One function for each case. */
  <T> T match(
      Function<? super Given, ? extends T> given, Function<? super Refused, ? extends T> refused);

  /**
   * The provider gets what it asked for.
   *
   * @param headers all that belong to it, but for the media type
   * @param mediaType of the body; empty when there is none
   * @param body ASCII; empty when there is none
   * @param handedOver the secret that the request brought, to be kept encrypted before the answer
   *     goes out; only where {@link Handshake#needs} says so
   */
  record Given(
      int status,
      Map<String, String> headers,
      Optional<String> mediaType,
      String body,
      Optional<String> handedOver)
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

    /** Only the status and the media type: the rest may hold a secret. */
    @Override
    public String toString() {
      return "Given[" + status + mediaType.map(type -> " " + type).orElse("") + "]";
    }
  }

  /**
   * It gets nothing.
   *
   * @param why one of the texts below, for a person: nothing of the request is in it
   */
  record Refused(int status, String why) implements Answer {

    static final Refused NOT_IT =
        new Refused(400, "The request is not the handshake that this trigger is set up for.");
    static final Refused MISFORMED =
        new Refused(
            400, "The challenge is missing, comes twice, is too long, or has odd characters.");
    static final Refused WRONG_TOKEN =
        new Refused(403, "The token is not the one that is set, or none is set.");
    static final Refused NO_SECRET =
        new Refused(403, "The answer needs a secret, and none is set.");
    static final Refused NOT_ALLOWED =
        new Refused(403, "The trigger's settings name another sender.");

    @Override
    public <T> T match(
        Function<? super Given, ? extends T> given,
        Function<? super Refused, ? extends T> refused) {
      return refused.apply(this);
    }
  }
}
