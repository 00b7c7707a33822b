package drawbridge.platform.setting;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates settings records with Bean Validation. Messages never contain a value. */
public final class SettingValidator {

  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .ignoreXmlConfiguration()
          .messageInterpolator(new Attributes())
          .buildValidatorFactory()
          .getValidator();

  private SettingValidator() {}

  /** Returns the violations of a component's constraints by the text of its setting. */
  public static List<String> violations(Class<?> type, String component, @Nullable String text) {
    return messages(VALIDATOR.validateValue(type, component, text));
  }

  /** Returns the violations of a record, including constraints over several components. */
  public static List<String> violations(Record settings) {
    return messages(VALIDATOR.validate(settings));
  }

  private static List<String> messages(Set<? extends ConstraintViolation<?>> violations) {
    return violations.stream().map(ConstraintViolation::getMessage).sorted().toList();
  }

  /** Replaces attributes of the constraint in its message; evaluates no expressions. */
  private static final class Attributes implements MessageInterpolator {

    @Override
    public String interpolate(String template, Context context) {
      String message = template;
      for (Map.Entry<String, Object> attribute :
          context.getConstraintDescriptor().getAttributes().entrySet()) {
        message = message.replace("{" + attribute.getKey() + "}", attribute.getValue().toString());
      }
      return message;
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
      return interpolate(template, context);
    }
  }
}
