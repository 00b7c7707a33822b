package drawbridge.console.boundary;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.faces.render.ResponseStateManager;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pages without sign-in stateless, so that they create no session.
 *
 * <p>{@code f:view transient="true"} in the markup lets Faces accept a form post without a session.
 * This handler marks the view earlier, because PrimeFaces stores its nonce in a view that is not
 * transient before Faces reads the markup.
 */
public class StatelessViews extends ViewHandlerWrapper {

  /** The state of a stateless view (Faces 4.0, ResponseStateManager.isStateless). */
  private static final String STATELESS = "stateless";

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

  /** Restores a view; null when it has expired, and for a stateless post to another page. */
  @Override
  public @Nullable UIViewRoot restoreView(FacesContext faces, String viewId) {
    String state =
        faces
            .getExternalContext()
            .getRequestParameterMap()
            .get(ResponseStateManager.VIEW_STATE_PARAM);
    return STATELESS.equals(state) && !PUBLIC_PAGES.contains(viewId)
        ? null
        : super.restoreView(faces, viewId);
  }
}
