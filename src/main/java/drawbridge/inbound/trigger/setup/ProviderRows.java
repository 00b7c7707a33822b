package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.OwnName;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.KeyHosts;
import drawbridge.provider.signature.Schemes;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows that triggers of a workspace may name: the built-in ones, and those that the workspace
 * defines. Immutable.
 */
public record ProviderRows(Schemes schemes, Handshakes handshakes) {

  private static final int LONGEST = 16_000;

  private static final ProviderRows BUILT_IN =
      new ProviderRows(Schemes.builtIn(), Handshakes.builtIn());

  /**
   * Returns the built-in rows and the enabled ones of a workspace. Leaves out rows that this
   * version cannot read, so that triggers with them refuse requests.
   *
   * @param hosts from which signature rows may fetch keys
   */
  public static ProviderRows with(Collection<ProviderRow> own, KeyHosts hosts) {
    return withDisabled(own.stream().filter(row -> !row.isDisabled()).toList(), hosts);
  }

  /**
   * Returns the built-in rows and all of a workspace, as they are after the disabled ones are
   * enabled.
   */
  public static ProviderRows withDisabled(Collection<ProviderRow> own, KeyHosts hosts) {
    return own.isEmpty()
        ? BUILT_IN
        : new ProviderRows(
            Schemes.builtIn().with(ofKind(own, ProviderRow.Kind.SIGNATURE), hosts),
            Handshakes.builtIn().with(ofKind(own, ProviderRow.Kind.HANDSHAKE)));
  }

  /**
   * Returns every fault of a row that a workspace defines, with pointers relative to the row; none
   * when it is valid.
   *
   * @param name without prefix
   * @param hosts from which a signature row may fetch keys
   */
  public static List<Fault> faultsOf(
      ProviderRow.Kind kind, String name, JsonObject row, KeyHosts hosts) {
    List<Fault> faults = new ArrayList<>();
    if (row.toString().length() > LONGEST) {
      return List.of(Fault.at("", "must have at most " + LONGEST + " characters"));
    } else if (kind == ProviderRow.Kind.SIGNATURE) {
      return Schemes.builtIn().faultsOf(OwnName.PREFIX + name, row, hosts);
    }
    var unused = Handshakes.builtIn().readOwn(row, faults);
    return faults;
  }

  private static Map<String, JsonObject> ofKind(
      Collection<ProviderRow> own, ProviderRow.Kind kind) {
    return own.stream()
        .filter(row -> row.kind() == kind)
        .collect(
            Collectors.toMap(ProviderRow::reference, row -> JsonBinding.stored(row.content())));
  }

  /** Returns the built-in rows only. */
  public static ProviderRows builtIn() {
    return BUILT_IN;
  }
}
