package drawbridge.inbound.trigger.entity;

import drawbridge.provider.preset.Preset;
import java.util.Map;

/** Sample values for what operators must give to a preset. */
public final class PresetInputs {

  private static final Map<String, String> SAMPLES =
      Map.of(
          "/signature/header", "X-Acme-Signature",
          "/signature/user", "ann",
          "/handshake/topic", "https://example.org/feed");

  private PresetInputs() {}

  /** Returns a valid value; the same for all secrets. */
  public static String valueOf(Preset.Input input) {
    return SAMPLES.getOrDefault(input.at(), "c2VjcmV0IG9mIHRoZSBwcm92aWRlcg==");
  }
}
