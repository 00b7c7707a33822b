package drawbridge.run.entity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request arrived.
 *
 * @param sender address of the client; operators see it, expressions do not. Empty when unknown
 * @param resentFrom id of the request that an operator sent again (O2); empty for a sender's own
 * @param isEdited whether the operator changed the request before
 * @param isTest whether an operator sent it as a test of the trigger
 */
public record Arrival(
    Optional<String> sender, Optional<String> resentFrom, boolean isEdited, boolean isTest) {

  /** Of a request that an operator sends as a test. */
  public static final Arrival TEST = new Arrival(Optional.empty(), Optional.empty(), false, true);

  /** Of a request of which only its content is known. */
  public static final Arrival UNKNOWN =
      new Arrival(Optional.empty(), Optional.empty(), false, false);

  /**
   * Makes the arrival of a sender's request.
   *
   * @param address null when unknown
   */
  public static Arrival from(@Nullable String address) {
    return new Arrival(Optional.ofNullable(address), Optional.empty(), false, false);
  }

  /** Makes the arrival of a request that an operator sends again. */
  public static Arrival resent(String requestId, boolean isEdited) {
    return new Arrival(Optional.empty(), Optional.of(requestId), isEdited, false);
  }
}
