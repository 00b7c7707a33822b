package drawbridge.console.boundary;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import java.util.Set;

/**
 * Makes the pages without sign-in stateless, so that they create no session.
 *
 * <p>{@code f:view transient="true"} in the markup lets Faces accept a form post without a session.
 * This handler marks the view earlier, because PrimeFaces stores its nonce in a view that is not
 * transient before Faces reads the markup.
 */
public class StatelessViews extends ViewHandlerWrapper {

  private static final Set<String> PUBLIC_PAGES =
      Set.of("/console/sign-in.xhtml", "/console/error.xhtml");

  public StatelessViews(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public UIViewRoot createView(FacesContext faces, String viewId) {
    UIViewRoot view = super.createView(faces, viewId);
    if (PUBLIC_PAGES.contains(viewId)) {
      view.setTransient(true);
    }
    return view;
  }
}
