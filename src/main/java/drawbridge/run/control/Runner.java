package drawbridge.run.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

@ApplicationScoped
public class Runner {
  Optional<Instant> work(Claimed claimed, BooleanSupplier cancelled) {
    return Optional.empty();
  }
}
