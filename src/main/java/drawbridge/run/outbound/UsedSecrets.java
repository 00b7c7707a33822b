package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The expression root {@code secrets} of one call. It looks up secrets by name, and records the
 * names that were used and those that are not configured. It lists no members, so that no
 * expression can dump all secrets.
 */
@SuppressWarnings("unchecked")
public final class UsedSecrets extends ObjectNode {

  private final transient Function<String, Optional<String>> secrets;
  private final boolean shown;
  private final transient Set<String> used = new LinkedHashSet<>();
  private final transient Set<String> absent = new LinkedHashSet<>();

  private UsedSecrets(Function<String, Optional<String>> secrets, boolean shown) {
    super(Json.NODES);
    this.secrets = secrets;
    this.shown = shown;
  }

  /**
   * @param secrets returns the current value of a secret; empty when it is not configured
   */
  public UsedSecrets(Function<String, Optional<String>> secrets) {
    this(secrets, true);
  }

  /** Returns a root in which each value is {@code ***}. */
  public UsedSecrets masked() {
    return new UsedSecrets(secrets, false);
  }

  public boolean isUsed() {
    return !used.isEmpty();
  }

  /** Returns the names that were looked up and are not configured. */
  public Set<String> absent() {
    return Set.copyOf(absent);
  }

  /** Returns a mask of the values that were looked up so far. */
  public Mask mask() {
    return new Mask(used);
  }

  @Override
  public @Nullable JsonNode get(String name) {
    String value = secrets.apply(name).orElse(null);
    if (value == null) {
      absent.add(name);
      return null;
    }
    used.add(value);
    return TextNode.valueOf(shown ? value : Mask.STARS);
  }

  @Override
  public JsonNode path(String name) {
    JsonNode found = get(name);
    return found == null ? MissingNode.getInstance() : found;
  }

  @Override
  public boolean has(String name) {
    return secrets.apply(name).isPresent();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
