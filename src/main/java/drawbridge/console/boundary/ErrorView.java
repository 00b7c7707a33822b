package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import java.util.Optional;

/** What the error page says. A reader who comes without an error finds nothing there. */
@Named
@RequestScoped
public class ErrorView {

  private static final int NOT_FOUND = 404;

  /** The status of the answer. */
  public int getStatus() {
    return attribute(RequestDispatcher.ERROR_STATUS_CODE, Integer.class).orElse(NOT_FOUND);
  }

  /** In two or three words. */
  public String getTitle() {
    return switch (getStatus()) {
      case NOT_FOUND -> "Nothing here";
      case 403 -> "Not allowed";
      case 503 -> "Out of reach for now";
      default -> "Something went wrong";
    };
  }

  /** What it means to the reader. Of faults of ours only the server's log knows more. */
  public String getSentence() {
    return switch (getStatus()) {
      case NOT_FOUND ->
          said().orElse("There is no page at this address. It may have been removed.");
      case 403 -> said().orElse("You are signed in, but your role does not reach here.");
      case 503 ->
          "The store does not answer. Webhooks are refused meanwhile and senders repeat them."
              + " Load the page again in a moment.";
      default -> "The page could not be made. Nothing was changed by looking at it; try again.";
    };
  }

  /** What the one who refused said; the server's own words are no sentences. */
  private static Optional<String> said() {
    return attribute(RequestDispatcher.ERROR_MESSAGE, String.class)
        .filter(message -> message.endsWith("."));
  }

  private static <T> Optional<T> attribute(String name, Class<T> type) {
    return Optional.ofNullable(
            FacesContext.getCurrentInstance().getExternalContext().getRequestMap().get(name))
        .filter(type::isInstance)
        .map(type::cast);
  }
}
