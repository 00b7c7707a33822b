package drawbridge.console.boundary.settings;

import drawbridge.console.boundary.PageContext;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.entity.AccountSource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the password of the signed-in operator. */
@Named("ownPassword")
@RequestScoped
public class OwnPasswordSection {

  @Inject OperatorCommands commands;
  @Inject CurrentOperator operator;
  @Inject PageContext context;

  private String old = "";
  private String chosen = "";
  private String repeated = "";
  private @Nullable String fault;

  /** Returns whether Drawbridge keeps the password, and not the realm or the OpenID provider. */
  public boolean isBuiltIn() {
    return AccountSource.of(operator.getName()) == AccountSource.BUILT_IN;
  }

  /** Sets the new password, or shows why not. */
  public void change() throws IOException {
    Optional<String> invalid = Passwords.faultOf(chosen).map(it -> "The new password " + it + ".");
    if (invalid.isPresent() || !chosen.equals(repeated)) {
      fault = invalid.orElse("The two new passwords differ.");
      return;
    }
    HttpServletRequest request =
        (HttpServletRequest) FacesContext.getCurrentInstance().getExternalContext().getRequest();
    SignInResult result = commands.changeOwnPassword(old, chosen, request.getRemoteAddr());
    if (result instanceof SignInResult.Accepted) {
      context.redirect(
          context.url("settings.xhtml") + "#password",
          "The password was changed. Your other sessions ended.");
    } else {
      fault =
          result instanceof SignInResult.Busy busy
              ? "Too many attempts. Try again in " + busy.waitSeconds() + " seconds."
              : "The current password is wrong.";
    }
  }

  /** Returns why the password was not changed; null when it was. */
  public @Nullable String getFault() {
    return fault;
  }

  /** Returns null, as the others do: the page never sends a password back to the browser. */
  public @Nullable String getOld() {
    return null;
  }

  public void setOld(@Nullable String old) {
    this.old = old == null ? "" : old;
  }

  public @Nullable String getChosen() {
    return null;
  }

  public void setChosen(@Nullable String chosen) {
    this.chosen = chosen == null ? "" : chosen;
  }

  public @Nullable String getRepeated() {
    return null;
  }

  public void setRepeated(@Nullable String repeated) {
    this.repeated = repeated == null ? "" : repeated;
  }
}
