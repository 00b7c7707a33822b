package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import java.util.Optional;

/** The texts of the error page. A direct request for the page shows status 404. */
@Named
@RequestScoped
public class ErrorView {

  private static final int NOT_FOUND = 404;

  public int getStatus() {
    return attribute(RequestDispatcher.ERROR_STATUS_CODE, Integer.class).orElse(NOT_FOUND);
  }

  public String getTitle() {
    return switch (getStatus()) {
      case 400 -> "Invalid request";
      case NOT_FOUND -> "Page not found";
      case 403 -> "Not allowed";
      case 503 -> "Store unavailable";
      default -> "Internal error";
    };
  }

  /** Explains the status. An internal error has its details in the server's log only. */
  public String getSentence() {
    return switch (getStatus()) {
      case NOT_FOUND -> message().orElse("This page does not exist. It may have been removed.");
      case 400 -> message().orElse("The server cannot read this request. Nothing was changed.");
      case 403 -> message().orElse("Your role does not permit this.");
      case 503 ->
          "The store does not answer. Webhooks get 503 meanwhile and senders retry."
              + " Reload the page in a moment.";
      default -> "The server could not create the page. Nothing was changed. Try again.";
    };
  }

  /** Returns the application's message. Messages of the server do not end with a period. */
  private static Optional<String> message() {
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
