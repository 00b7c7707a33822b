package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the address of a page asks for, beyond the page itself. */
@RequestScoped
public class PageQuery {

  /** A query parameter without blanks at its ends; empty when it is missing or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** An address of this console: blank parameters are left out, the others are encoded. */
  public static String of(String page, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isBlank())
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? page : page + "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
