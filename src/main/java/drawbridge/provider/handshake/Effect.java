package drawbridge.provider.handshake;

import java.net.URI;
import java.util.Optional;

/** What must be done besides sending the answer to a handshake. */
public sealed interface Effect {

  /** Nothing. */
  record None() implements Effect {}

  /** Store the secret of the request, which signs later events, before the answer is sent. */
  final class HandedOver implements Effect {

    private final String secret;
    private final boolean isShown;

    /**
     * @param isShown whether an operator needs the secret, to enter it at the provider
     */
    HandedOver(String secret, boolean isShown) {
      this.secret = secret;
      this.isShown = isShown;
    }

    public String secret() {
      return secret;
    }

    /** Whether an operator may read the secret once. */
    public boolean isShown() {
      return isShown;
    }

    /** Returns the kind only. */
    @Override
    public String toString() {
      return "HandedOver";
    }
  }

  /**
   * Confirm the subscription after the answer was sent: GET this URL, without following redirects.
   *
   * @param url https, and of a host of the row
   */
  record Confirmation(URI url) implements Effect {}

  /**
   * The subscription has a new end.
   *
   * @param seconds until its end; empty when it has no end
   */
  record Lease(Optional<Long> seconds) implements Effect {}

  /** The provider has ended or denied the subscription: no more events will come. */
  record Ended() implements Effect {}
}
