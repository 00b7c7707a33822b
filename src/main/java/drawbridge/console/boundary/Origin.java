package drawbridge.console.boundary;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;

/** The origin of the current request (RFC 6454). */
public final class Origin {

  private Origin() {}

  /** Returns scheme, host and port; leaves out the default port and the final slash. */
  public static String ofRequest() {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    String scheme = external.getRequestScheme();
    int port = external.getRequestServerPort();
    boolean isDefault = port < 1 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + external.getRequestServerName() + (isDefault ? "" : ":" + port);
  }
}
