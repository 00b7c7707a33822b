package drawbridge.admin.control;

import drawbridge.platform.ServerVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Describes what runs on this node: the version, and how long rows are kept. */
@ApplicationScoped
public class RunningServer {

  private static final String RETENTION = "drawbridge.retention.";
  private static final String UID_WINDOW = "drawbridge.uid.window";

  @Inject Config config;

  /** A setting with its value on this node. */
  public record Setting(String name, String value) {}

  /**
   * A description.
   *
   * @param version of {@code drawbridge.jar}; null where another server runs the WAR
   * @param javaVersion of the Java runtime
   * @param retention the settings of ages, by name
   */
  public record Description(@Nullable String version, String javaVersion, List<Setting> retention) {
    public Description {
      retention = List.copyOf(retention);
    }
  }

  /** Returns the description of this node. */
  public Description describe() {
    return new Description(
        ServerVersion.find().orElse(null),
        Runtime.version().toString(),
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .filter(name -> name.startsWith(RETENTION) || name.equals(UID_WINDOW))
            .distinct()
            .sorted()
            .map(name -> new Setting(name, config.getConfigValue(name).getValue()))
            .toList());
  }
}
