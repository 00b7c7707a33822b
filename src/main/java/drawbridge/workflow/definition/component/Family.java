package drawbridge.workflow.definition.component;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The components of one kind. Each is compiled once, where it is declared, so that a fault in it is
 * reported once and there. The names that its expressions use must be defined at each reference.
 */
public final class Family<T> {

  /**
   * A component.
   *
   * @param names that its expressions use: {@code $variable} or {@code root}
   */
  private record Component<T>(T value, DefinitionNode place, Set<String> names) {}

  private final String name;
  private final T standIn;
  private final CompileContext context;
  private final Map<String, Component<T>> components = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private JsonNode declared = Json.object();

  /**
   * @param name of the member of {@code use}
   * @param standIn stands for a component that is missing
   */
  Family(String name, T standIn, CompileContext context) {
    this.name = name;
    this.standIn = standIn;
    this.context = context;
  }

  /** Compiles the components of this kind, if there are any. */
  void declare(NodeMembers use, Function<DefinitionNode, T> compiler) {
    use.find(name)
        .ifPresent(
            family -> {
              family.members("an object of named " + name);
              family.forEachMember((each, node) -> declare(each, node, compiler));
              declared = family.json();
            });
  }

  private void declare(String each, DefinitionNode node, Function<DefinitionNode, T> compiler) {
    Set<String> names = new TreeSet<>();
    T value = context.withAllNames(names, () -> compiler.apply(node));
    components.put(each, new Component<>(value, node, names));
  }

  /** Returns the component of a name; an unknown name is a fault and returns the stand-in. */
  public T named(DefinitionNode reference) {
    String text = reference.literal("the name of one of use." + name);
    Component<T> component = components.get(text);
    if (component == null) {
      if (reference.isText() && !text.isBlank()) {
        reference.fault(
            "use."
                + name
                + " has no `"
                + Components.shown(text)
                + "`; it has "
                + Components.list(declared));
      }
      return standIn;
    }
    used.add(text);
    context.requireNames(reference, component.names());
    return component.value();
  }

  /** Checks the components without a reference, whose names some task would have to define. */
  void checkUnused() {
    components.forEach(
        (each, component) -> {
          if (!used.contains(each)) {
            context.requireNamesSomewhere(component.place(), component.names());
          }
        });
  }
}
