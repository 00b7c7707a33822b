package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State values and task outputs (H2) of one branch. Returned trees never change. */
@SuppressWarnings("ReferenceEquality") // the same object is the same value
final class States {

  private record Entry(
      @Nullable JsonNode value, @Nullable JsonNode output, @Nullable JsonNode child) {
    static final Entry NONE = new Entry(null, null, null);

    JsonNode tree() {
      ObjectNode tree = Json.object();
      if (value != null) {
        tree.set("value", value);
      }
      if (output != null) {
        tree.set("output", output);
      }
      if (child != null) {
        tree.set("child", child);
      }
      return tree;
    }

    Entry changedTo(Entry branch, Entry base) {
      return new Entry(
          branch.value == base.value ? value : branch.value,
          branch.output == base.output ? output : branch.output,
          branch.child == base.child ? child : branch.child);
    }
  }

  private final Map<String, Entry> entries;
  private final Map<String, Entry> inherited;
  private @Nullable JsonNode tree;

  private States(Map<String, Entry> entries, Map<String, Entry> inherited) {
    this.entries = entries;
    this.inherited = inherited;
  }

  static States preset(JsonNode values) {
    States states = new States(new LinkedHashMap<>(), Map.of());
    values.properties().forEach(value -> states.value(value.getKey(), value.getValue()));
    return states;
  }

  States copy() {
    return new States(new LinkedHashMap<>(entries), entries);
  }

  void value(String name, JsonNode value) {
    Entry old = entries.getOrDefault(name, Entry.NONE);
    put(name, new Entry(value, old.output, old.child));
  }

  void output(String task, JsonNode output) {
    Entry old = entries.getOrDefault(task, Entry.NONE);
    put(task, new Entry(old.value, output, old.child));
  }

  void child(String task, JsonNode states) {
    Entry old = entries.getOrDefault(task, Entry.NONE);
    put(task, new Entry(old.value, old.output, states));
  }

  private void put(String name, Entry entry) {
    entries.put(name, entry);
    tree = null;
  }

  /** Merges the changes of a branch that is a copy of {@code base}. */
  void merge(States branch, States base) {
    branch.entries.forEach(
        (name, entry) -> {
          Entry before = base.entries.getOrDefault(name, Entry.NONE);
          if (entry != before) {
            put(name, entries.getOrDefault(name, Entry.NONE).changedTo(entry, before));
          }
        });
  }

  /** Passes on the values that are not those of the states from which these were copied. */
  void own(Consumer<JsonNode> values) {
    entries.forEach(
        (name, entry) -> {
          if (entry != inherited.get(name)) {
            entry.tree().forEach(values);
          }
        });
  }

  JsonNode tree() {
    JsonNode made = tree;
    if (made == null) {
      ObjectNode all = Json.object();
      entries.forEach((name, entry) -> all.set(name, entry.tree()));
      made = all;
      tree = made;
    }
    return made;
  }
}
