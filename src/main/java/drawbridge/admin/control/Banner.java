package drawbridge.admin.control;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Formats the text that a start prints: the address and the credentials. Not a record, because
 * records print their components and this class holds secrets.
 */
final class Banner {

  private static final System.Logger LOG = System.getLogger(Banner.class.getName());

  private final Map<String, Optional<String>> made;
  private final boolean isSecretSet;

  /**
   * Creates a banner.
   *
   * @param made the settings that this start used to create the first workspace and operator, each
   *     with its generated value if the setting is missing; empty at later starts
   * @param isSecretSet whether {@code drawbridge.bootstrap.secret} is set
   */
  Banner(Map<String, Optional<String>> made, boolean isSecretSet) {
    this.made = made;
    this.isSecretSet = isSecretSet;
  }

  /**
   * Passes the credentials to the launcher of {@code drawbridge.jar}, which prints them if the
   * start fails. On a server without this launcher, logs them at once.
   */
  void keep() {
    Supplier<String> credentials = this::credentials;
    if (!made.isEmpty() && !LauncherLink.pass("keep", Supplier.class, credentials)) {
      LOG.log(System.Logger.Level.INFO, "first start" + credentials());
    }
  }

  /**
   * Passes the whole text to the launcher, which adds the address. Does nothing without a launcher.
   */
  void announce() {
    Function<String, String> text = this::text;
    LauncherLink.pass("whenReady", Function.class, text);
  }

  /** Returns all lines for a server at this address, each preceded by a line separator. */
  String text(String address) {
    return line("Console", address + "/console/")
        + credentials()
        + line("API", address + "/openapi")
        + line("Try it", curl(address));
  }

  /** Returns the credentials of a first start; empty at later starts. */
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

  /** Returns a command that needs no workflow and starts no run. */
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
