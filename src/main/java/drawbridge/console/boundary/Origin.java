package drawbridge.console.boundary;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;

/** Where the reader's browser reaches this server. */
public final class Origin {

  private Origin() {}

  /** Scheme, host and, where it is not the usual one, port; without a slash at its end. */
  public static String seen() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    String scheme = external.getRequestScheme();
    int port = external.getRequestServerPort();
    boolean isUsual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + external.getRequestServerName() + (isUsual ? "" : ":" + port);
  }
}
