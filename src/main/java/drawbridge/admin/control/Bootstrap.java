package drawbridge.admin.control;

import drawbridge.operator.control.Passwords;
import drawbridge.platform.BadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the first start. Not a record, because records print their components and this
 * class holds secrets.
 */
public final class Bootstrap {

  static final String SECRET = "drawbridge.bootstrap.secret";
  static final String PASSWORD = "drawbridge.bootstrap.admin-password";

  private final List<String> faults = new ArrayList<>();
  private final Optional<String> secret;
  private final Optional<String> password;

  /**
   * Reads and validates the settings, at every start.
   *
   * @throws BadSettings with every invalid setting, without values
   */
  Bootstrap(Config config) {
    secret = chosen(config, SECRET, SecretRules::faultOf);
    password = chosen(config, PASSWORD, Passwords::faultOf);
    if (!faults.isEmpty()) {
      throw new BadSettings(faults);
    }
  }

  /**
   * Returns the value of a setting. Reports an empty value as a fault and generates no value for
   * it.
   */
  private Optional<String> chosen(
      Config config, String name, Function<String, Optional<String>> faultOf) {
    Optional<String> value = config.getOptionalValue(name, String.class);
    @Nullable String raw = config.getConfigValue(name).getRawValue();
    if (value.isEmpty() && raw == null) {
      return Optional.empty();
    }
    String text = value.orElse("");
    faultOf.apply(text).ifPresent(fault -> faults.add("setting " + name + " " + fault));
    return value;
  }

  Optional<String> secret() {
    return secret;
  }

  Optional<String> password() {
    return password;
  }
}
