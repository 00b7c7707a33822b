package drawbridge.provider.signature;

import java.util.OptionalInt;
import java.util.function.Function;

/** The result of verifying a delivery. */
public sealed interface SignatureVerdict {

  /** Applies the function for this case. */
  <T> T match(
      Function<Genuine, T> genuine, Function<Refused, T> refused, Function<Undecided, T> undecided);

  /**
   * The delivery is proved.
   *
   * @param secret the index of the first matching secret in the given list; empty when a key of the
   *     provider proves the delivery
   */
  record Genuine(OptionalInt secret) implements SignatureVerdict {

    static final Genuine BY_PROVIDER = new Genuine(OptionalInt.empty());

    Genuine(int secret) {
      this(OptionalInt.of(secret));
    }

    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Refused, T> refused,
        Function<Undecided, T> undecided) {
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
    static final Refused MISSING = new Refused("the signature is missing");
    static final Refused REPEATED = new Refused("the signature is repeated");
    static final Refused TOO_LONG = new Refused("the signature has more than 4096 characters");
    static final Refused TOO_MANY = new Refused("there are more than 20 signatures");
    static final Refused MALFORMED = new Refused("the signature is malformed");
    static final Refused NO_ELEMENTS = new Refused("the body has no element with a signature");
    static final Refused TOO_MANY_ELEMENTS =
        new Refused("the body has more than 1000 elements with a signature");
    static final Refused NO_TIME = new Refused("the timestamp is missing or repeated");
    static final Refused MALFORMED_TIME = new Refused("the timestamp is malformed");
    static final Refused OUTSIDE_TOLERANCE =
        new Refused("the timestamp is too old or in the future");
    static final Refused NO_ID = new Refused("the id is missing or repeated");
    static final Refused MALFORMED_ID =
        new Refused("the id has more than 256 characters or forbidden ones");
    static final Refused NO_BODY_HASH =
        new Refused("the body is no form, and its signed hash is missing");
    static final Refused UNSIGNED_FORM =
        new Refused("the body is no readable form of texts, which the signature covers");
    static final Refused UNKNOWN_VERSION = new Refused("the signature version is not accepted");
    static final Refused OTHER_TOPIC = new Refused("the message belongs to another topic");
    static final Refused FOREIGN_CERTIFICATE =
        new Refused("the certificate's URL is not one of the provider");
    static final Refused FOREIGN_ALGORITHM = new Refused("the token's algorithm is not accepted");
    static final Refused OTHER_ISSUER = new Refused("the token has another issuer");
    static final Refused OTHER_AUDIENCE = new Refused("the token has another audience");
    static final Refused OTHER_SENDER = new Refused("the token has another email or subject");
    static final Refused UNPROVED = new Refused("no key of the provider proves it");
    static final Refused MISMATCH = new Refused("no secret proves it");

    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Refused, T> refused,
        Function<Undecided, T> undecided) {
      return refused.apply(this);
    }
  }

  /**
   * The provider's key is not available now. The sender should try again.
   *
   * @param why the reason for operators; never part of the request
   */
  record Undecided(String why) implements SignatureVerdict {
    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Refused, T> refused,
        Function<Undecided, T> undecided) {
      return undecided.apply(this);
    }
  }
}
