package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import org.primefaces.context.PrimeFacesContext;

/**
 * The nonce of the response's content security policy. PrimeFaces refuses a form post without the
 * nonce. Its script adds the nonce after the page has loaded; a form that may be sent earlier
 * contains the nonce itself.
 */
@Named("csp")
@RequestScoped
public class CspNonce {

  /** Returns the value of the field {@code primefaces.nonce}. */
  public String getNonce() {
    return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
  }
}
