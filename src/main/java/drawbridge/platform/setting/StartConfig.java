package drawbridge.platform.setting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** The settings that are known before the application starts. */
public final class StartConfig {

  private StartConfig() {}

  /**
   * Returns the configuration of the server. GlassFish starts JPA before it provides one: then
   * system properties and environment variables, as MicroProfile Config 3.1 orders and names them.
   */
  public static Config get() {
    try {
      return ConfigProvider.getConfig();
    } catch (IllegalStateException e) {
      return new OfTheProcess(System::getProperty, System::getenv);
    }
  }

  /** Texts of the process. Drawbridge reads nothing else so early: no converter, no source. */
  static final class OfTheProcess implements Config {

    private final UnaryOperator<@Nullable String> properties;
    private final UnaryOperator<@Nullable String> environment;

    OfTheProcess(
        UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
      this.properties = properties;
      this.environment = environment;
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      String variable = name.replaceAll("[^A-Za-z0-9_]", "_");
      return Optional.ofNullable(properties.apply(name))
          .or(() -> Optional.ofNullable(environment.apply(name)))
          .or(() -> Optional.ofNullable(environment.apply(variable)))
          .or(() -> Optional.ofNullable(environment.apply(variable.toUpperCase(Locale.ROOT))))
          .map(type::cast);
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return System.getProperties().stringPropertyNames();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return type.cast(this);
    }
  }
}
