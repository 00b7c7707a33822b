package drawbridge.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query parameters of the request. */
@RequestScoped
public class PageQuery {

  /** Returns a parameter without surrounding whitespace; empty when missing or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Builds the URL of a page of the console. Encodes parameters and omits blank ones. */
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
