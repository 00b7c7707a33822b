package drawbridge.operator.control;

import drawbridge.operator.openid.OpenIdSettings;
import drawbridge.platform.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Whose word on operators is taken.
 *
 * @param isBuiltIn that of the house's own list
 * @param isRealm that of the realm of the application server
 * @param openId that of an OpenID provider; empty when it is not asked
 */
public record SignInSettings(boolean isBuiltIn, boolean isRealm, Optional<OpenIdSettings> openId) {

  /** The house's own list only. */
  public static final SignInSettings DEFAULT = new SignInSettings(true, false, Optional.empty());

  private static final String NAME = "drawbridge.operator.sign-in";
  private static final Set<String> WAYS = Set.of("built-in", "realm", "openid");

  /**
   * Reads them.
   *
   * @throws IllegalStateException naming every wrong one
   */
  public static SignInSettings of(Config config) {
    Settings settings = new Settings(config);
    Set<String> ways =
        settings.parse(
            NAME,
            Set.of(),
            "must be one or more of built-in, realm and openid, with commas between them",
            SignInSettings::ways);
    Optional<OpenIdSettings> openId =
        ways.contains("openid") ? Optional.of(OpenIdSettings.read(settings)) : Optional.empty();
    return settings.check(
        new SignInSettings(ways.contains("built-in"), ways.contains("realm"), openId));
  }

  private static Set<String> ways(String text) {
    Set<String> ways =
        List.of(text.split(",", -1)).stream().map(String::strip).collect(Collectors.toSet());
    if (!WAYS.containsAll(ways)) {
      throw new IllegalArgumentException("an unknown way");
    }
    return ways;
  }
}
