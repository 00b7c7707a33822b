package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secret values in texts before they are stored (X13): the value in any case, each of its
 * {@link Spellings}, and slices of half of such a text, but of 8 characters at least and of 16 at
 * most.
 *
 * <p>A value of fewer than eight characters is replaced where it is a whole value only: in other
 * texts it would hide what is no secret. Of long values and JSON objects, no slices are replaced,
 * since objects contain names and hosts that are no secrets.
 */
public final class Mask {

  public static final String STARS = "***";

  /** The fewest characters of a secret that is replaced inside other texts. */
  public static final int SHORTEST = 8;

  private static final int LONGEST_SLICE = 16;
  private static final int LONGEST_SLICED = 2_048;

  private final Set<String> values = new HashSet<>();
  private final Map<Integer, Set<String>> spellings = new HashMap<>();
  private @Nullable List<Slices> slices;

  Mask(Set<String> values) {
    values.forEach(this::add);
  }

  /** Adds a value to hide, such as credentials that contain secrets. */
  public void add(String value) {
    if (value.isEmpty() || !values.add(value) || value.length() < SHORTEST) {
      return;
    }
    boolean isSliced = value.length() <= LONGEST_SLICED && !value.stripLeading().startsWith("{");
    for (String spelling : Spellings.of(value)) {
      int half = Math.max(SHORTEST, Math.min(LONGEST_SLICE, spelling.length() / 2));
      spellings
          .computeIfAbsent(isSliced ? half : spelling.length(), length -> new HashSet<>())
          .add(inOneCase(spelling));
    }
    slices = null;
  }

  private List<Slices> slices() {
    List<Slices> known = slices;
    if (known == null) {
      known = new ArrayList<>();
      for (var each : spellings.entrySet()) {
        known.add(new Slices(each.getKey(), each.getValue()));
      }
      slices = known;
    }
    return known;
  }

  /** Returns a text of the same length. */
  private static String inOneCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      lower.setCharAt(i, Character.toLowerCase(Character.toUpperCase(lower.charAt(i))));
    }
    return lower.toString();
  }

  public String hide(String text) {
    if (values.contains(text)) {
      return STARS;
    } else if (spellings.isEmpty() || text.length() < SHORTEST) {
      return text;
    }
    String lower = inOneCase(text);
    BitSet secret = new BitSet(text.length());
    slices().forEach(it -> it.mark(lower, secret));
    return secret.isEmpty() ? text : withStars(text, secret);
  }

  /** A short secret is no reason to hide a name, which the sender chooses. */
  private String hideName(String name) {
    return name.length() < SHORTEST ? name : hide(name);
  }

  private static String withStars(String text, BitSet secret) {
    StringBuilder hidden = new StringBuilder(text.length());
    int shown = 0;
    for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(shown)) {
      hidden.append(text, shown, from).append(STARS);
      shown = secret.nextClearBit(from);
    }
    return hidden.append(text, shown, text.length()).toString();
  }

  /**
   * Returns the beginning of a longer text without secrets, and without the beginning of a secret
   * at its end.
   */
  public String hideBeginning(String beginning) {
    String hidden = hide(beginning);
    String lower = inOneCase(hidden);
    int end = hidden.length();
    for (Set<String> sameLength : spellings.values()) {
      for (String spelling : sameLength) {
        int most = Math.min(spelling.length() - 1, lower.length());
        for (int part = most; part > lower.length() - end; part--) {
          if (lower.regionMatches(lower.length() - part, spelling, 0, part)) {
            end = lower.length() - part;
          }
        }
      }
    }
    return hidden.substring(0, end);
  }

  /** Returns the headers without secrets in their values. */
  public Map<String, String> hide(Map<String, String> headers) {
    Map<String, String> hidden = new LinkedHashMap<>();
    headers.forEach((name, value) -> hidden.put(name, hide(value)));
    return hidden;
  }

  /** Returns the bytes without secrets; the same bytes without any secret, which may be no text. */
  public byte[] hide(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String hidden = hide(text);
    return hidden.equals(text) ? bytes : hidden.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the tree without secrets in names and values; the same tree without any secret. */
  public JsonNode hide(JsonNode tree) {
    if (values.isEmpty()) {
      return tree;
    }
    if (tree.isObject()) {
      ObjectNode hidden = Json.object();
      tree.properties().forEach(f -> hidden.set(hideName(f.getKey()), hide(f.getValue())));
      return hidden;
    }
    if (tree.isArray()) {
      ArrayNode hidden = Json.NODES.arrayNode();
      tree.forEach(element -> hidden.add(hide(element)));
      return hidden;
    }
    String hidden = tree.isValueNode() ? hide(tree.asText()) : "";
    boolean secret = (tree.isTextual() || tree.isNumber()) && !hidden.equals(tree.asText());
    return secret ? TextNode.valueOf(hidden) : tree;
  }
}
