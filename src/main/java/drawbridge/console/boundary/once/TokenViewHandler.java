package drawbridge.console.boundary.once;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;

/** Writes the token into every form, beside the view state. */
public class TokenViewHandler extends ViewHandlerWrapper {

  public TokenViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void writeState(FacesContext faces) throws IOException {
    ResponseWriter writer = faces.getResponseWriter();
    writer.startElement("input", null);
    writer.writeAttribute("type", "hidden", null);
    writer.writeAttribute("name", FormToken.FIELD, null);
    writer.writeAttribute("value", FormToken.next(faces), null);
    writer.endElement("input");
    super.writeState(faces);
  }
}
