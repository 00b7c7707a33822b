package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The root {@code secrets} of one call: finds a secret when its name is looked up, and remembers
 * which were, and which are not there. It never lists them, so that no expression can dump them
 * all.
 */
@SuppressWarnings("unchecked")
public final class UsedSecrets extends ObjectNode {

  private final transient OutboundSecrets secrets;
  private final boolean shown;
  private final transient Set<String> used = new LinkedHashSet<>();
  private final transient Set<String> absent = new LinkedHashSet<>();

  private UsedSecrets(OutboundSecrets secrets, boolean shown) {
    super(Json.NODES);
    this.secrets = secrets;
    this.shown = shown;
  }

  /** The real values. */
  public static UsedSecrets of(OutboundSecrets secrets) {
    return new UsedSecrets(secrets, true);
  }

  /** The same names, each with the value {@code ***}. */
  public UsedSecrets masked() {
    return new UsedSecrets(secrets, false);
  }

  /** Whether a value was handed out. */
  public boolean isUsed() {
    return !used.isEmpty();
  }

  /** Names that were looked up and are not configured: who names a secret needs it. */
  public Set<String> absent() {
    return Set.copyOf(absent);
  }

  /** Hides the values that were handed out so far. */
  public Mask mask() {
    return new Mask(used);
  }

  @Override
  public @Nullable JsonNode get(String name) {
    String value = secrets.find(name).orElse(null);
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
    return secrets.find(name).isPresent();
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
