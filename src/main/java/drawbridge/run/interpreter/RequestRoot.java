package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one run see of its request (C9). Read when an expression needs it first;
 * runs that never do pay nothing. Thread safe.
 */
public final class RequestRoot {

  private final Supplier<Optional<ObjectNode>> source;
  private boolean isRead;
  private @Nullable ObjectNode tree;

  /**
   * @param source called once at most; empty when nothing is known of the request
   */
  public RequestRoot(Supplier<Optional<ObjectNode>> source) {
    this.source = source;
  }

  /** Makes the root of a run without a request. */
  public static RequestRoot none() {
    return new RequestRoot(Optional::empty);
  }

  /** Returns the tree, which must not be changed; null when nothing is known of the request. */
  synchronized @Nullable ObjectNode tree() {
    if (!isRead) {
      tree = source.get().orElse(null);
      isRead = true;
    }
    return tree;
  }
}
