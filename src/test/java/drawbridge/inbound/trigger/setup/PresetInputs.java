package drawbridge.inbound.trigger.setup;

import drawbridge.provider.preset.Preset;
import java.util.Objects;

/** Sample values for what operators must give to a preset. */
public final class PresetInputs {

  private static final String SECRET = "c2VjcmV0IG9mIHRoZSBwcm92aWRlcg==";

  private PresetInputs() {}

  /** Returns a valid value; the same for all secrets. */
  public static String valueOf(Preset.Input input) {
    return Objects.requireNonNullElse(input.example(), SECRET);
  }
}
