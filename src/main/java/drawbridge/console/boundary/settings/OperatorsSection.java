package drawbridge.console.boundary.settings;

import drawbridge.console.boundary.Lazy;
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

/** Lists, creates, changes and removes built-in operators, for admins. */
@Named("operatorAccounts")
@RequestScoped
public class OperatorsSection extends NamedObjectSection {

  private static final String ANCHOR = "operators";

  private static final String LAST_ADMIN = "At least one operator must remain admin.";
  private static final String UNKNOWN = "The operator does not exist.";

  @Inject OperatorCommands commands;
  @Inject CurrentOperator operator;

  private final Lazy<List<Operator>> all =
      new Lazy<>(() -> operator.isMayAdminister() ? commands.all() : List.of());
  private String role = Role.VIEWER.text();
  private String password = "";
  private @Nullable String newPassword;

  public List<Operator> getAll() {
    return all.get();
  }

  public List<String> getRoles() {
    return Stream.of(Role.values()).map(Role::text).toList();
  }

  /** Creates an operator, and shows a generated password once. */
  public void create() {
    String fault = faultOfNew();
    String chosen = password.isEmpty() ? Passwords.generate() : password;
    if (fault != null) {
      setFault(fault);
    } else if (commands.create(getName(), chosen, Role.of(role).orElseThrow())) {
      done(chosen);
    } else {
      setFault("An operator with this name exists.");
    }
  }

  private @Nullable String faultOfNew() {
    if (!Operator.NAME.matcher(getName()).matches()) {
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
    Optional<Operator> found = commands.find(getName());
    String fault = found.isEmpty() ? UNKNOWN : faultOfPassword();
    setFault(fault);
    if (fault == null) {
      String chosen = password.isEmpty() ? Passwords.generate() : password;
      boolean unused = commands.change(found.orElseThrow(), Optional.empty(), Optional.of(chosen));
      done(chosen);
    }
  }

  private void done(String chosen) {
    newPassword = password.isEmpty() ? chosen : "";
    all.forget();
    closeDialog();
  }

  /** Sets the role. It counts at once, also for sessions and API tokens. */
  public void changeRole() throws IOException {
    Optional<Operator> found = commands.find(getName());
    if (found.isEmpty()) {
      context.redirectWithError(url(ANCHOR), UNKNOWN, "");
    } else if (commands.change(
        found.get(), Optional.of(Role.of(role).orElseThrow()), Optional.empty())) {
      context.redirect(
          url(ANCHOR), "The operator " + getName() + " has the role " + role + " now.");
    } else {
      context.redirectWithError(url(ANCHOR), LAST_ADMIN, "");
    }
  }

  /** Removes an operator with its sessions and API tokens. */
  public void remove() throws IOException {
    if (commands.find(getName()).isEmpty()) {
      context.redirectWithError(url(ANCHOR), UNKNOWN, "");
    } else if (commands.remove(getName())) {
      context.redirect(url(ANCHOR), "The operator " + getName() + " was removed.");
    } else {
      context.redirectWithError(url(ANCHOR), LAST_ADMIN, "");
    }
  }

  /**
   * Returns the password that this request generated, an empty text when the operator was given a
   * chosen one, and null in every other response.
   */
  public @Nullable String getNewPassword() {
    return newPassword;
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
