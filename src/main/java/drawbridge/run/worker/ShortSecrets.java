package drawbridge.run.worker;

import drawbridge.platform.control.SettingsCheck;
import drawbridge.run.outbound.Mask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Warns at the start about secrets of calls that are too short to be masked in texts (X13). */
@ApplicationScoped
public class ShortSecrets {

  private static final System.Logger LOG = System.getLogger(ShortSecrets.class.getName());
  private static final String PREFIX = "DRAWBRIDGE_SECRETS_";

  static void check(@Observes SettingsCheck.Round round) {
    Map<String, String> values = new TreeMap<>(System.getenv());
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> values.put(name, System.getProperty(name)));
    variables(values)
        .forEach(
            variable ->
                LOG.log(
                    System.Logger.Level.WARNING,
                    "the secret {0} has fewer than {1} characters; it is masked only where it is a"
                        + " whole value; set a longer one",
                    variable,
                    Mask.SHORTEST));
  }

  /**
   * Returns the environment variables that stand for the secrets that are too short.
   *
   * @param values by the names of environment variables and system properties
   */
  static Set<String> variables(Map<String, String> values) {
    Set<String> variables = new TreeSet<>();
    values.forEach(
        (name, value) -> {
          String variable = name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
          if (variable.startsWith(PREFIX) && value.length() < Mask.SHORTEST) {
            variables.add(variable);
          }
        });
    return variables;
  }
}
