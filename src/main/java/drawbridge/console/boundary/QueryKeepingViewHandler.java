package drawbridge.console.boundary;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/** Forms post to the address that they were shown at: its query stays, and with it the place. */
public class QueryKeepingViewHandler extends ViewHandlerWrapper {

  public QueryKeepingViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext faces, String viewId) {
    String url = super.getActionURL(faces, viewId);
    UIViewRoot view = faces.getViewRoot();
    if (view == null
        || !viewId.equals(view.getViewId())
        || !(faces.getExternalContext().getRequest() instanceof HttpServletRequest request)
        || request.getQueryString() == null) {
      return url;
    }
    return url + "?" + request.getQueryString();
  }
}
