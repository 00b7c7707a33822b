package drawbridge.run.outbound;

import java.util.Optional;

/** Secrets for outbound calls, by name, from the operator's configuration (X13). */
@FunctionalInterface
public interface OutboundSecrets {

  /** The value at this moment; empty where no such secret was configured. */
  Optional<String> find(String name);
}
