package drawbridge.operator.boundary;

import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sign-in page. Signs operators in and out. */
@Named("signIn")
@RequestScoped
public class SignInPage {

  private static final String NO_ROLE =
      "Your account has no role in Drawbridge. Ask an administrator.";
  private static final String DEFAULT_PAGE = "/console/";

  /** Pages of the console only, so that a sign-in link cannot redirect to another site. */
  private static final Pattern OWN_PAGE =
      Pattern.compile("/console/[A-Za-z0-9/_-]+\\.xhtml(\\?[\\x21-\\x7e]*)?");

  private static final Map<String, String> OUTCOMES =
      Map.of(
          "unavailable",
              "The OpenID provider does not answer. Try again, or sign in with a password.",
          "ended", "The sign-in has expired or started in another browser. Start again.",
          "refused", "The OpenID provider did not sign you in.",
          "no-role", NO_ROLE);

  @Inject SignIns signIns;
  @Inject OpenId openId;
  @Inject Session session;

  private @Nullable String name;
  private @Nullable String password;
  private @Nullable String to;

  /** Signs in and redirects to the requested page, or shows why the sign-in failed. */
  public void signIn() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
    SignInResult result =
        signIns.check(
            orEmpty(name), orEmpty(password), request.getRemoteAddr(), new ServerRealm(request));
    if (result instanceof SignInResult.Accepted accepted && accepted.person().may(Scope.READ)) {
      session.begin(
          request,
          (HttpServletResponse) faces.getExternalContext().getResponse(),
          accepted.person());
      redirect(faces, ownPage(to));
    } else {
      faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, message(result), null));
    }
  }

  public void signOut() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    session.end((HttpServletRequest) faces.getExternalContext().getRequest());
    redirect(faces, "/console/sign-in.xhtml");
  }

  /** Returns the requested page if it is a page of the console, otherwise the default page. */
  static String ownPage(@Nullable String requested) {
    return requested != null && OWN_PAGE.matcher(requested).matches() ? requested : DEFAULT_PAGE;
  }

  /** Returns the URL of this page with the outcome of an OpenID sign-in. */
  static String address(HttpServletRequest request, String outcome) {
    return request.getContextPath() + "/console/sign-in.xhtml?openid=" + outcome;
  }

  /** Returns the host of the OpenID provider; null without a provider. */
  public @Nullable String getOpenIdHost() {
    return openId.host().orElse(null);
  }

  /** Returns the message about an OpenID sign-in; null without one. */
  public @Nullable String getOpenIdOutcome() {
    return OUTCOMES.get(
        orEmpty(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("openid")));
  }

  private static void redirect(FacesContext faces, String path) throws IOException {
    ExternalContext external = faces.getExternalContext();
    external.redirect(external.getRequestContextPath() + path);
  }

  private static String message(SignInResult result) {
    if (result instanceof SignInResult.Accepted) {
      return NO_ROLE;
    }
    return result instanceof SignInResult.Busy busy
        ? "Too many attempts. Try again in " + busy.waitSeconds() + " seconds."
        : "Wrong name or password.";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** Returns null: the page never sends a password back to the browser. */
  public @Nullable String getPassword() {
    return null;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  /** Returns the page that redirected to the sign-in; null without one. */
  public @Nullable String getTo() {
    return to;
  }

  /** Returns {@link #getTo} encoded for a query. */
  public String getToForUrl() {
    return URLEncoder.encode(orEmpty(to), StandardCharsets.UTF_8);
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }
}
