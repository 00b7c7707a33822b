package drawbridge.operator.boundary;

import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sign-in page: {@code #{signIn}}. */
@Named("signIn")
@RequestScoped
public class SignInPage {

  private static final String NO_ROLE =
      "You are known, but have no role here. Ask an administrator.";
  private static final String FIRST_PAGE = "/console/";

  /** Pages of ours and nothing else: a link must not send anybody elsewhere after signing in. */
  private static final Pattern OWN_PAGE =
      Pattern.compile("/console/[A-Za-z0-9/_-]+\\.xhtml(\\?[\\x21-\\x7e]*)?");

  private static final Map<String, String> OUTCOMES =
      Map.of(
          "away", "The OpenID provider does not answer. Try again, or sign in with a password.",
          "ended", "The sign-in took too long, or began in another browser. Start again.",
          "refused", "The OpenID provider did not sign you in.",
          "no-role", NO_ROLE);

  @Inject SignIns signIns;
  @Inject OpenId openId;
  @Inject Session session;

  private @Nullable String name;
  private @Nullable String password;
  private @Nullable String to;

  /** Signs in and goes to the page that was asked for, or says what is wrong. */
  public void enter() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
    SignInResult verdict =
        signIns.check(
            orEmpty(name), orEmpty(password), request.getRemoteAddr(), new ServerRealm(request));
    if (verdict instanceof SignInResult.Welcome welcome && welcome.person().may(Role.VIEWER)) {
      session.begin(request, welcome.person());
      go(faces, ownPage(to));
    } else {
      faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, words(verdict), null));
    }
  }

  /** Signs out. */
  public void leave() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    session.end((HttpServletRequest) faces.getExternalContext().getRequest());
    go(faces, "/console/sign-in.xhtml");
  }

  /** The page that was asked for if it is ours, else the first one. */
  static String ownPage(@Nullable String wanted) {
    return wanted != null && OWN_PAGE.matcher(wanted).matches() ? wanted : FIRST_PAGE;
  }

  /** This page, saying what became of a sign-in elsewhere. */
  static String address(HttpServletRequest request, String outcome) {
    return request.getContextPath() + "/console/sign-in.xhtml?openid=" + outcome;
  }

  /** The OpenID provider's host; null when nobody can sign in there. */
  public @Nullable String getOpenIdHost() {
    return openId.host().orElse(null);
  }

  /** What became of a sign-in at the provider; null when nothing is to be said. */
  public @Nullable String getOpenIdOutcome() {
    return OUTCOMES.get(
        orEmpty(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("openid")));
  }

  private static void go(FacesContext faces, String path) throws IOException {
    ExternalContext external = faces.getExternalContext();
    external.redirect(external.getRequestContextPath() + path);
  }

  private static String words(SignInResult verdict) {
    if (verdict instanceof SignInResult.Welcome) {
      return NO_ROLE;
    }
    return verdict instanceof SignInResult.Busy busy
        ? "Too many attempts. Try again in " + busy.waitSeconds() + " seconds."
        : "Name or password is wrong.";
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

  /** Never sent back to the browser. */
  public @Nullable String getPassword() {
    return null;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  /** The page that was asked for before signing in. */
  public @Nullable String getTo() {
    return to;
  }

  /** The same, as a part of a link. */
  public String getToForUrl() {
    return URLEncoder.encode(orEmpty(to), StandardCharsets.UTF_8);
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }
}
