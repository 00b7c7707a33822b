package drawbridge.inbound.trigger.entity;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.Schemes;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows that triggers of a workspace may name: the built-in ones, and those that the workspace
 * defines. Immutable.
 */
public record ProviderRows(Schemes schemes, Handshakes handshakes) {

  private static final ProviderRows BUILT_IN =
      new ProviderRows(Schemes.builtIn(), Handshakes.builtIn());

  /**
   * Returns the built-in rows and the enabled ones of a workspace. Leaves out rows that this
   * version cannot read, so that triggers with them refuse requests.
   */
  public static ProviderRows with(Collection<ProviderRow> own) {
    return own.isEmpty()
        ? BUILT_IN
        : new ProviderRows(
            Schemes.builtIn(), Handshakes.builtIn().with(enabled(own, ProviderRow.Kind.HANDSHAKE)));
  }

  private static Map<String, JsonObject> enabled(
      Collection<ProviderRow> own, ProviderRow.Kind kind) {
    return own.stream()
        .filter(row -> row.kind() == kind && !row.isDisabled())
        .collect(
            Collectors.toMap(ProviderRow::reference, row -> JsonBinding.object(row.content())));
  }

  /** Returns the built-in rows only. */
  public static ProviderRows builtIn() {
    return BUILT_IN;
  }
}
