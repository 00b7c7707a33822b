package drawbridge.provider.signature;

import java.util.function.Function;

/** The result of verifying a delivery. */
public sealed interface SignatureVerdict {

  /** Applies the function for this case. */
  <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused);

  /**
   * A secret proves the delivery.
   *
   * @param secret the index of the first matching secret in the given list
   */
  record Genuine(int secret) implements SignatureVerdict {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return genuine.apply(this);
    }
  }

  /**
   * No secret proves the delivery.
   *
   * @param why one of the texts below, for operators; never part of the request
   */
  record Refused(String why) implements SignatureVerdict {

    static final Refused NO_SECRET = new Refused("no secret is set");
    static final Refused MISSING = new Refused("the signature header is missing");
    static final Refused REPEATED = new Refused("the signature header is repeated");
    static final Refused TOO_LONG =
        new Refused("the signature header has more than 4096 characters");
    static final Refused TOO_MANY = new Refused("the signature header has more than 20 signatures");
    static final Refused MALFORMED = new Refused("the signature header is malformed");
    static final Refused NO_TIME = new Refused("the timestamp is missing or repeated");
    static final Refused MALFORMED_TIME = new Refused("the timestamp is malformed");
    static final Refused OUTSIDE_TOLERANCE =
        new Refused("the timestamp is too old or in the future");
    static final Refused NO_ID = new Refused("the id is missing or repeated");
    static final Refused MALFORMED_ID =
        new Refused("the id has more than 256 characters or forbidden ones");
    static final Refused MISMATCH = new Refused("no secret proves it");

    @Override
    public <T> T match(Function<Genuine, T> genuine, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
