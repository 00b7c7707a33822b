package drawbridge.run.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What the expressions of runs see of one request. Thread safe. */
@FunctionalInterface
public interface RequestTree {

  /** Returns a new tree, from memory or from the store; empty when nothing is known. */
  Optional<ObjectNode> read();
}
