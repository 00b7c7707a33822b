package drawbridge.operator.control;

import drawbridge.operator.openid.OpenIdSettings;
import drawbridge.platform.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * The enabled sign-in methods.
 *
 * @param isBuiltIn whether operators of the table {@code operator} may sign in
 * @param isRealm whether users of the application server's realm may sign in
 * @param openId the OpenID provider; empty when disabled
 */
public record SignInSettings(boolean isBuiltIn, boolean isRealm, Optional<OpenIdSettings> openId) {

  /** Built-in operators only. */
  public static final SignInSettings DEFAULT = new SignInSettings(true, false, Optional.empty());

  private static final String NAME = "drawbridge.operator.sign-in";
  private static final Set<String> METHODS = Set.of("built-in", "realm", "openid");

  /**
   * Reads the settings.
   *
   * @throws drawbridge.platform.BadSettings with every invalid setting
   */
  public static SignInSettings of(Config config) {
    Settings settings = new Settings(config);
    Set<String> methods =
        settings.parse(
            NAME,
            Set.of(),
            "must be one or more of built-in, realm and openid, separated by commas",
            SignInSettings::methods);
    Optional<OpenIdSettings> openId =
        methods.contains("openid") ? Optional.of(OpenIdSettings.read(settings)) : Optional.empty();
    return settings.check(
        new SignInSettings(methods.contains("built-in"), methods.contains("realm"), openId));
  }

  private static Set<String> methods(String text) {
    Set<String> methods =
        List.of(text.split(",", -1)).stream().map(String::strip).collect(Collectors.toSet());
    if (!METHODS.containsAll(methods)) {
      throw new IllegalArgumentException("unknown method");
    }
    return methods;
  }
}
