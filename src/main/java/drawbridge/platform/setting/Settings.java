package drawbridge.platform.setting;

import drawbridge.platform.BadSettings;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.Violations;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings and collects the faults of all, so that {@link #check} stops the deployment with
 * one message that names each. The message contains no value: a setting may be a secret.
 */
public final class Settings {

  private final Config config;
  private final List<String> faults = new ArrayList<>();

  public Settings(Config config) {
    this.config = config;
  }

  /**
   * Reads and validates a record.
   *
   * @param type its components have a {@link SettingName} with constraints, or are such records
   * @throws BadSettings naming every invalid setting
   */
  public static <T extends Record> T read(Config config, Class<T> type) {
    Settings settings = new Settings(config);
    Optional<T> read = settings.record(type);
    settings.check(settings);
    return read.orElseThrow();
  }

  /**
   * Reads and validates a record like {@link #read}, and collects the faults for {@link #check}.
   *
   * @return empty when one of its settings is missing or malformed
   */
  public <T extends Record> Optional<T> record(Class<T> type) {
    int faultsBefore = faults.size();
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(type, components[i]);
    }
    if (faults.size() > faultsBefore) {
      return Optional.empty();
    }
    T read = create(type, components, values);
    faults.addAll(details(Violations.of(read)));
    return Optional.of(read);
  }

  private @Nullable Object value(Class<?> type, RecordComponent component) {
    SettingName setting = component.getAnnotation(SettingName.class);
    if (setting == null) {
      return record(component.getType().asSubclass(Record.class)).orElse(null);
    }
    Optional<String> text = text(setting.value());
    if (text.isEmpty() && !setting.absent().isEmpty()) {
      return SettingTexts.as(component.getType(), setting.absent());
    }
    String reason = text.isEmpty() ? " is missing: it " : " ";
    List<String> details = details(Violations.of(type, component.getName(), text.orElse("")));
    details.forEach(detail -> faults.add("setting " + setting.value() + reason + detail));
    return details.isEmpty() ? SettingTexts.as(component.getType(), text.orElseThrow()) : null;
  }

  private static List<String> details(List<Fault> violations) {
    return violations.stream().map(Fault::detail).sorted().toList();
  }

  private static <T> T create(
      Class<T> type, RecordComponent[] components, @Nullable Object[] values) {
    try {
      Constructor<T> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }

  /** Returns the text, or empty when not set or blank. */
  public Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class).map(String::strip).filter(t -> !t.isEmpty());
  }

  /**
   * Returns its argument unless a setting is invalid.
   *
   * @throws BadSettings naming every invalid setting
   */
  public <T> T check(T read) {
    if (!faults.isEmpty()) {
      throw new BadSettings(faults);
    }
    return read;
  }
}
