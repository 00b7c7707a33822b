package drawbridge.platform.binding;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * Returns the texts of violations from {@code ValidationMessages.properties}, whatever the locale
 * of the server, and fills in the attributes of the constraint. Evaluates no expressions.
 */
final class Messages implements MessageInterpolator {

  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle("ValidationMessages", Locale.ROOT, Messages.class.getClassLoader());

  @Override
  public String interpolate(String template, Context context) {
    String key = template.startsWith("{") ? template.substring(1, template.length() - 1) : "";
    String text = TEXTS.containsKey(key) ? TEXTS.getString(key) : template;
    Map<String, Object> attributes = context.getConstraintDescriptor().getAttributes();
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      text = text.replace("{" + attribute.getKey() + "}", words(attribute.getValue()));
    }
    return text;
  }

  @Override
  public String interpolate(String template, Context context, Locale locale) {
    return interpolate(template, context);
  }

  private static String words(Object value) {
    return value instanceof String[] several ? String.join(", ", several) : String.valueOf(value);
  }
}
