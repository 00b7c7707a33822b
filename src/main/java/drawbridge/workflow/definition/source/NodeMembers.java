package drawbridge.workflow.definition.source;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The members of one object; {@link #end} refuses each that was not read. */
public final class NodeMembers {

  private final DefinitionNode owner;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  public NodeMembers(DefinitionNode owner) {
    this.owner = owner;
  }

  public DefinitionNode owner() {
    return owner;
  }

  public boolean has(String name) {
    return owner.json().has(name);
  }

  public Optional<DefinitionNode> find(String name) {
    known.add(name);
    return has(name) ? Optional.of(owner.member(name)) : Optional.empty();
  }

  /** Returns the member; a missing one is a fault and returns a silent stand-in. */
  public DefinitionNode require(String name, String what) {
    known.add(name);
    if (!has(name) && owner.isObject()) {
      owner.fault("`" + name + "` is missing: " + what);
    }
    return has(name) ? owner.member(name) : owner.silent();
  }

  /** Refuses members that the DSL defines and Drawbridge does not support. */
  public void refuse(String why, String... names) {
    for (String name : names) {
      if (has(name)) {
        owner.member(name).fault("`" + name + "` is not supported" + why);
      }
    }
    refused.addAll(Set.of(names));
  }

  /** Refuses every member that was not read. */
  public void end() {
    owner.forEachMember(
        (name, member) -> {
          if (!known.contains(name) && !refused.contains(name)) {
            member.fault(
                "unknown member `"
                    + name
                    + (known.isEmpty()
                        ? "`; leave it out: this object is empty"
                        : "`; known here: " + String.join(", ", known)));
          }
        });
  }
}
