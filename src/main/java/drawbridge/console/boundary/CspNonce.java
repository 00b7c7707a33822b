package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import org.primefaces.context.PrimeFacesContext;

/**
 * The nonce of this answer's content security policy. PrimeFaces takes no form without it, and its
 * script adds it to forms when the page is ready: who is faster than that needs it in the form.
 */
@Named("csp")
@RequestScoped
public class CspNonce {

  /** The nonce, to be sent as {@code primefaces.nonce}. */
  public String getNonce() {
    return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
  }
}
