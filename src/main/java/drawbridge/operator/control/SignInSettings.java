package drawbridge.operator.control;

import drawbridge.operator.openid.OpenIdSettings;
import drawbridge.platform.setting.SettingName;
import drawbridge.platform.setting.Settings;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The ways in which operators sign in.
 *
 * @param isBuiltIn by Drawbridge's own operators
 * @param isRealm by the realm of the application server
 * @param openId by an OpenID provider; empty when disabled
 */
public record SignInSettings(boolean isBuiltIn, boolean isRealm, Optional<OpenIdSettings> openId) {

  private static final String WAY = "(built-in|realm|openid)";

  private record Ways(
      @SettingName("drawbridge.operator.sign-in")
          @Pattern(
              regexp = WAY + "(\\s*,\\s*" + WAY + ")*",
              message = "must be one or more of built-in, realm and openid, separated by commas")
          String names) {}

  /**
   * Reads the settings.
   *
   * @throws drawbridge.platform.BadSettings naming every invalid setting
   */
  public static SignInSettings of(Config config) {
    Settings settings = new Settings(config);
    Set<String> ways =
        settings
            .record(Ways.class)
            .map(read -> Set.copyOf(List.of(read.names().split("\\s*,\\s*", -1))))
            .orElse(Set.of());
    Optional<OpenIdSettings> openId =
        ways.contains("openid") ? OpenIdSettings.read(settings) : Optional.empty();
    return settings.check(
        new SignInSettings(ways.contains("built-in"), ways.contains("realm"), openId));
  }
}
