package drawbridge.admin.control;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says where Drawbridge answers and how to sign in. Not a record: a record prints itself, and this
 * holds secrets.
 */
final class Banner {

  private static final System.Logger LOG = System.getLogger(Banner.class.getName());
  private static final String LAUNCHER = "drawbridge.launcher.Launcher";

  private final Map<String, Optional<String>> made;
  private final boolean isSecretSet;

  /**
   * Keeps what the text needs.
   *
   * @param made the settings that this start used to make the first workspace and operator, each
   *     with the value that was generated because the setting is missing; empty at later starts
   * @param isSecretSet whether {@code drawbridge.bootstrap.secret} is set
   */
  Banner(Map<String, Optional<String>> made, boolean isSecretSet) {
    this.made = made;
    this.isSecretSet = isSecretSet;
  }

  /**
   * Passes the credentials to the launcher of {@code drawbridge.jar}, which prints them if the
   * start fails. Logs them at once on a server without this launcher.
   */
  void keep() {
    Supplier<String> credentials = this::credentials;
    if (!made.isEmpty() && !isPassed("keep", Supplier.class, credentials)) {
      LOG.log(System.Logger.Level.INFO, "first start" + credentials());
    }
  }

  /** Passes the whole text to the launcher, if there is one; it adds the address. */
  void announce() {
    Function<String, String> text = this::text;
    isPassed("whenReady", Function.class, text);
  }

  /** The launcher is outside of the WAR, and this may be a server without it. */
  private static boolean isPassed(String method, Class<?> type, Object text) {
    try {
      ClassLoader.getSystemClassLoader()
          .loadClass(LAUNCHER)
          .getMethod(method, type)
          .invoke(null, text);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All lines for a server at this address, each after a line end. */
  String text(String address) {
    return line("Console", address + "/console/")
        + credentials()
        + line("API", address + "/openapi")
        + line("Try it", curl(address));
  }

  /** The lines of a first start; empty at later ones. */
  private String credentials() {
    return (made.containsKey(Bootstrap.PASSWORD) ? line("User", InitialData.ADMIN) : "")
        + credential("Password", Bootstrap.PASSWORD, "DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD")
        + credential("Secret", Bootstrap.SECRET, "DRAWBRIDGE_BOOTSTRAP_SECRET");
  }

  private String credential(String label, String setting, String variable) {
    Optional<String> generated = made.getOrDefault(setting, Optional.empty());
    String value =
        generated.map(text -> text + "  (generated, shown this once)").orElse("set in " + variable);
    return made.containsKey(setting) ? line(label, value) : "";
  }

  /** A call that starts no run, and that needs no workflow. */
  private String curl(String base) {
    Optional<String> generated = made.getOrDefault(Bootstrap.SECRET, Optional.empty());
    if (generated.isEmpty() && !isSecretSet) {
      return "curl -s -u " + InitialData.ADMIN + " " + base + "/api/admin/workspaces";
    }
    return "curl -s -H \"Inbound-Webhook-Secret: "
        + generated.orElse("$DRAWBRIDGE_BOOTSTRAP_SECRET")
        + "\" -H 'Content-Type: application/json' -d '{\"workflow\": \"greeting\", \"name\": \"Ada\"}' '"
        + base
        + "/api/inbound/"
        + InitialData.WORKSPACE
        + "?dryRun=true'";
  }

  private static String line(String label, String text) {
    return String.format("%n  %-10s%s", label, text);
  }
}
