package drawbridge.admin.control.requests;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes in a request before it is sent again (O2).
 *
 * @param body the whole new body; empty to keep it
 * @param headers new values by name; an empty value removes the header. Others are kept
 */
public record RequestEdit(Optional<String> body, Map<String, Optional<String>> headers) {

  /** Changes nothing. */
  public static final RequestEdit NONE = new RequestEdit(Optional.empty(), Map.of());

  private static final int LONGEST_HEADER = 8_000;

  /** Returns the edit that makes the headers of a request these. */
  public static RequestEdit of(
      RequestDetail detail, Map<String, List<String>> headers, String body) {
    Map<String, Optional<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    detail.request().headers().keySet().forEach(name -> changed.put(name, Optional.empty()));
    detail
        .request()
        .contentType()
        .ifPresent(type -> changed.put("content-type", Optional.of(type)));
    headers.forEach((name, values) -> changed.put(name, Optional.of(String.join(", ", values))));
    return new RequestEdit(Optional.of(body), changed);
  }

  /** Returns the faults of the headers, each with its pointer in the call. */
  List<Fault> faults(HiddenParts hidden) {
    List<Fault> faults = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          String pointer = "/headers/" + name.replace("~", "~0").replace("/", "~1");
          if (!name.matches(DeliveryPart.TOKEN)) {
            faults.add(Fault.at(pointer, "is not the name of a header"));
          } else if (value.isPresent() && hidden.hides(new DeliveryPart(name, null, null))) {
            faults.add(Fault.at(pointer, "authenticates requests and cannot be set"));
          } else if (value.filter(it -> !isValue(it)).isPresent()) {
            faults.add(
                Fault.at(
                    pointer,
                    "must be at most "
                        + LONGEST_HEADER
                        + " characters without control characters"));
          }
        });
    return faults;
  }

  private static boolean isValue(String text) {
    return text.length() <= LONGEST_HEADER
        && text.chars().noneMatch(c -> (c < 0x20 && c != '\t') || c == 0x7F);
  }

  /** Returns the headers of the new request, by name in lower case. */
  Map<String, String> applied(Map<String, String> original) {
    Map<String, String> result = new TreeMap<>(original);
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          result.remove(lower);
          value.ifPresent(it -> result.put(lower, it));
        });
    return result;
  }

  /** Returns the differences in words, in the order of headers and body; empty when it has none. */
  String difference(RequestDetail detail) {
    List<String> lines = new ArrayList<>();
    Map<String, String> before = detail.request().headers();
    Map<String, String> after = applied(before);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      add(lines, "header " + name, before.get(name), after.get(name));
    }
    String old = detail.body().orElse("");
    String changed = body.orElse(old);
    try {
      compare(lines, "body ", Json.read(old), Json.read(changed));
    } catch (UnreadableJson e) {
      add(lines, "body", old, changed);
    }
    return String.join("; ", lines);
  }

  private static void compare(
      List<String> lines, String at, @Nullable JsonNode old, @Nullable JsonNode changed) {
    if (old == null || changed == null || !isAlike(old, changed)) {
      add(lines, at, text(old), text(changed));
    } else if (old.isArray()) {
      for (int index = 0; index < Math.max(old.size(), changed.size()); index++) {
        compare(lines, at + "/" + index, old.get(index), changed.get(index));
      }
    } else {
      Set<String> names = new LinkedHashSet<>();
      old.fieldNames().forEachRemaining(names::add);
      changed.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(lines, at + "/" + name, old.get(name), changed.get(name)));
    }
  }

  private static boolean isAlike(JsonNode one, JsonNode other) {
    return (one.isObject() && other.isObject()) || (one.isArray() && other.isArray());
  }

  private static @Nullable String text(@Nullable JsonNode tree) {
    return tree == null ? null : Json.write(tree);
  }

  private static void add(
      List<String> lines, String at, @Nullable String old, @Nullable String changed) {
    if (!Objects.equals(old, changed)) {
      lines.add(at + ": " + shown(old) + " → " + shown(changed));
    }
  }

  private static String shown(@Nullable String text) {
    return text == null ? "none" : text.length() > 80 ? text.substring(0, 79) + "…" : text;
  }

  /** Returns nothing of its content. */
  @Override
  public String toString() {
    return "RequestEdit";
  }
}
