package drawbridge.run.outbound;

import java.util.Optional;

/** The configured secrets for outbound calls (X13). */
@FunctionalInterface
public interface OutboundSecrets {

  /** Returns the current value of a secret; empty when it is not configured. */
  Optional<String> find(String name);
}
