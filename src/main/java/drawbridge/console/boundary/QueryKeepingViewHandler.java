package drawbridge.console.boundary;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/** Adds the query of the page's URL to the target of its forms. */
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
