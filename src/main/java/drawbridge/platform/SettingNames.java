package drawbridge.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds settings that Drawbridge does not know, and secrets that can be guessed. Known are the
 * names in {@code microprofile-config.properties}, with a value or commented out, all under {@code
 * drawbridge.secrets.}, and the variables of the command line client.
 */
public final class SettingNames {

  private static final String FILE = "META-INF/microprofile-config.properties";
  private static final Pattern NAME = Pattern.compile("(?m)^#?(drawbridge\\.[a-z.-]+)=");
  private static final Pattern SECRET = Pattern.compile("[.-](?:secret|password)$");
  private static final int SHORTEST = 8;
  private static final String PREFIX = "drawbridge.";
  private static final String SECRETS = "drawbridge.secrets.";

  /** Variables of the command line client, which a shell may set for both. */
  static final Set<String> OF_THE_CLIENT =
      Set.of(
          "DRAWBRIDGE_URL",
          "DRAWBRIDGE_WORKSPACE",
          "DRAWBRIDGE_TOKEN",
          "DRAWBRIDGE_USER",
          "DRAWBRIDGE_PASSWORD");

  private final Set<String> known = new TreeSet<>();

  SettingNames(String documentation) {
    NAME.matcher(documentation).results().forEach(name -> known.add(name.group(1)));
  }

  /** Reads the names from the files of this application. */
  public static SettingNames documented() {
    StringBuilder text = new StringBuilder();
    try {
      for (URL file : Collections.list(SettingNames.class.getClassLoader().getResources(FILE))) {
        try (InputStream in = file.openStream()) {
          text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SettingNames(text.toString());
  }

  /**
   * Returns one sentence for each unknown name, with the nearest known one.
   *
   * @param variables names of environment variables; others than {@code DRAWBRIDGE_…} are ignored,
   *     and so are those that Kubernetes sets for a service called drawbridge
   * @param properties names of system properties; others than {@code drawbridge.…} are ignored
   */
  public List<String> unknown(Collection<String> variables, Collection<String> properties) {
    boolean isKubernetes = variables.contains("KUBERNETES_SERVICE_HOST");
    return Stream.concat(
            sentences(
                "environment variable",
                variables.stream()
                    .filter(name -> !OF_THE_CLIENT.contains(name))
                    .filter(name -> !isKubernetes || !name.matches("DRAWBRIDGE_(SERVICE_|PORT).*")),
                variable(PREFIX),
                variable(SECRETS),
                known.stream().map(SettingNames::variable).toList()),
            sentences("system property", properties.stream(), PREFIX, SECRETS, known))
        .toList();
  }

  /**
   * Returns one sentence for each password or secret among the settings that is set and can be
   * guessed. Those of {@code drawbridge.secrets.} are none of these: {@code run} checks them.
   *
   * @param values returns the value of a setting
   */
  public List<String> guessable(Function<String, Optional<String>> values) {
    return known.stream()
        .filter(name -> SECRET.matcher(name).find())
        .filter(name -> values.apply(name).filter(it -> it.length() < SHORTEST).isPresent())
        .map(
            name ->
                "setting "
                    + name
                    + " has fewer than "
                    + SHORTEST
                    + " characters and can be guessed; set a longer one")
        .toList();
  }

  private static Stream<String> sentences(
      String kind, Stream<String> names, String prefix, String secrets, Collection<String> known) {
    return names
        .filter(name -> name.startsWith(prefix) && !name.startsWith(secrets))
        .filter(name -> !known.contains(name))
        .sorted()
        .map(
            name ->
                kind
                    + " "
                    + name
                    + " is unknown and ignored; the nearest known name is "
                    + NearestName.of(name, known));
  }

  /** The name of the environment variable, by the rule of MicroProfile Config. */
  private static String variable(String setting) {
    return setting.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
