package drawbridge.console.boundary.settings;

import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** Lists, creates, changes and removes built-in operators, for admins. */
@Named("operatorAccounts")
@RequestScoped
public class OperatorsSection {

  private static final String LAST_ADMIN = "At least one operator must remain admin.";
  private static final String UNKNOWN = "The operator does not exist.";

  @Inject OperatorCommands commands;
  @Inject CurrentOperator operator;
  @Inject PageContext context;

  private final Lazy<List<Operator>> all =
      new Lazy<>(() -> operator.isMayAdminister() ? commands.all() : List.of());
  private String name = "";
  private String role = Role.VIEWER.text();
  private String password = "";
  private @Nullable String newPassword;
  private @Nullable String fault;

  public List<Operator> getAll() {
    return all.get();
  }

  public List<String> getRoles() {
    return Stream.of(Role.values()).map(Role::text).toList();
  }

  /** Creates an operator, and shows a generated password once. */
  public void create() {
    fault = faultOfNew();
    if (fault != null) {
      return;
    }
    String chosen = password.isEmpty() ? Passwords.generate() : password;
    if (commands.create(name, chosen, Role.of(role).orElse(Role.VIEWER))) {
      done(chosen);
    } else {
      fault = "An operator with this name exists.";
    }
  }

  private @Nullable String faultOfNew() {
    if (!Operator.NAME.matcher(name).matches()) {
      return "The name must have 1 to 100 letters, digits and . _ @ + -, and start with a letter or"
          + " digit.";
    }
    return faultOfPassword();
  }

  private @Nullable String faultOfPassword() {
    return password.isEmpty()
        ? null
        : Passwords.faultOf(password).map(it -> "The password " + it + ".").orElse(null);
  }

  /** Sets a password, and shows a generated one once. Ends the sessions of the operator. */
  public void setNewPassword() {
    Optional<Operator> found = commands.find(name);
    fault = found.isEmpty() ? UNKNOWN : faultOfPassword();
    if (fault == null) {
      String chosen = password.isEmpty() ? Passwords.generate() : password;
      boolean unused = commands.change(found.orElseThrow(), Optional.empty(), Optional.of(chosen));
      done(chosen);
    }
  }

  private void done(String chosen) {
    newPassword = password.isEmpty() ? chosen : "";
    all.forget();
    PrimeFaces.current().ajax().addCallbackParam("done", true);
  }

  /** Sets the role. It counts at once, also for sessions and API tokens. */
  public void changeRole() throws IOException {
    Optional<Operator> found = commands.find(name);
    if (found.isEmpty()) {
      context.redirectWithError(url(), UNKNOWN, "");
    } else if (commands.change(found.get(), Role.of(role), Optional.empty())) {
      context.redirect(url(), "The operator " + name + " has the role " + role + " now.");
    } else {
      context.redirectWithError(url(), LAST_ADMIN, "");
    }
  }

  /** Removes an operator with its sessions and API tokens. */
  public void remove() throws IOException {
    if (commands.find(name).isEmpty()) {
      context.redirectWithError(url(), UNKNOWN, "");
    } else if (commands.remove(name)) {
      context.redirect(url(), "The operator " + name + " was removed.");
    } else {
      context.redirectWithError(url(), LAST_ADMIN, "");
    }
  }

  private String url() {
    return context.url("settings.xhtml") + "#operators";
  }

  /**
   * Returns the password that this request generated, an empty text when the operator was given a
   * chosen one, and null in every other response.
   */
  public @Nullable String getNewPassword() {
    return newPassword;
  }

  /** Returns why nothing was changed; null when something was. */
  public @Nullable String getFault() {
    return fault;
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name == null ? "" : name.strip();
  }

  public String getRole() {
    return role;
  }

  public void setRole(@Nullable String role) {
    this.role = role == null ? "" : role;
  }

  /** Returns null: the page never sends a password back to the browser. */
  public @Nullable String getPassword() {
    return null;
  }

  public void setPassword(@Nullable String password) {
    this.password = password == null ? "" : password;
  }
}
