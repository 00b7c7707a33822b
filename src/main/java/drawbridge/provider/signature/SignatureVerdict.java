package drawbridge.provider.signature;

import java.util.function.Function;

/** Whether a delivery is its sender's. */
public sealed interface SignatureVerdict {

  /** What the function for this case makes of it. */
  <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused);

  /**
   * A secret proves it.
   *
   * @param secret index of the first secret that does, in the list that was given
   */
  record Genuine(int secret) implements SignatureVerdict {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return genuine.apply(this);
    }
  }

  /**
   * Nothing proves it.
   *
   * @param why one of the few texts below, for operators; never holds anything that was sent
   */
  record Refused(String why) implements SignatureVerdict {

    static final Refused NO_SECRET = new Refused("no secret is set");
    static final Refused MISSING = new Refused("the header that proves the sender is missing");
    static final Refused TWICE = new Refused("the header that proves the sender came twice");
    static final Refused TOO_LONG =
        new Refused("the header that proves the sender has more than 4096 characters");
    static final Refused TOO_MANY = new Refused("there are more than 20 signatures");
    static final Refused OTHER_FORM =
        new Refused("the header that proves the sender has another form");
    static final Refused NO_TIME = new Refused("the timestamp is missing or came twice");
    static final Refused BAD_TIME = new Refused("the timestamp cannot be read");
    static final Refused OTHER_TIME = new Refused("the timestamp is too old or too new");
    static final Refused NO_ID = new Refused("the id is missing or came twice");
    static final Refused BAD_ID =
        new Refused("the id is longer than 256 characters or has others than ids have");
    static final Refused MISMATCH = new Refused("no secret proves it");

    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
