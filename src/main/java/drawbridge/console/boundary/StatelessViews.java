package drawbridge.console.boundary;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import java.util.Set;

/**
 * The server keeps nothing of the pages that strangers see, and so needs no session for them.
 *
 * <p>Said twice: by {@code f:view} in the markup, since Faces takes a form back without a session
 * only from such a page; and here of a view as soon as there is one, since PrimeFaces asks before
 * the markup is read whether it may keep its nonce with the view.
 */
public class StatelessViews extends ViewHandlerWrapper {

  private static final Set<String> OF_STRANGERS =
      Set.of("/console/sign-in.xhtml", "/console/lost.xhtml");

  public StatelessViews(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public UIViewRoot createView(FacesContext faces, String viewId) {
    UIViewRoot view = super.createView(faces, viewId);
    if (OF_STRANGERS.contains(viewId)) {
      view.setTransient(true);
    }
    return view;
  }
}
