package drawbridge.console.boundary.once;

import drawbridge.platform.Ids;
import jakarta.faces.context.FacesContext;
import java.util.Optional;
import java.util.UUID;

/** The token of the forms of a page. A page keeps it until one of its actions ends. */
final class FormToken {

  /** The name of the hidden field; console.js knows it, too. */
  static final String FIELD = "drawbridge.token";

  private FormToken() {}

  /** Returns the token that the request has submitted; empty without a valid one. */
  static Optional<String> submitted(FacesContext faces) {
    return Optional.ofNullable(faces.getExternalContext().getRequestParameterMap().get(FIELD))
        .filter(Ids::isUuid);
  }

  /** Returns the token for the forms of the response: that of the request unless it is spent. */
  static String next(FacesContext faces) {
    return (String)
        faces
            .getAttributes()
            .computeIfAbsent(
                FormToken.class,
                it ->
                    submitted(faces)
                        .filter(token -> faces.isPostback())
                        .orElseGet(() -> UUID.randomUUID().toString()));
  }

  /** Lets the forms of the response have a new token. */
  static void spend(FacesContext faces) {
    faces.getAttributes().put(FormToken.class, UUID.randomUUID().toString());
  }
}
