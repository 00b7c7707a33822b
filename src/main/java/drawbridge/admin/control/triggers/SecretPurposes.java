package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which secrets an operator may set for a trigger's setup. */
public final class SecretPurposes {

  private SecretPurposes() {}

  /** Returns the purposes for which the setup uses a secret. */
  public static List<Purpose> of(Setup setup) {
    return Stream.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)
        .filter(
            purpose ->
                faultOf(setup, purpose, "x").filter(it -> it.startsWith("is not used")).isEmpty())
        .toList();
  }

  /**
   * Validates a secret.
   *
   * @return a predicate for a sentence about the secret, which never quotes it; empty when valid
   */
  public static Optional<String> faultOf(Setup setup, Purpose purpose, String secret) {
    return new NeededSecrets(setup, Optional.empty()).faultOf(purpose, secret);
  }
}
