package drawbridge.platform.setting;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Requires a text that the static method {@code parse(String)} of a type accepts, or its result.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ParsedBy.Check.class)
public @interface ParsedBy {

  Class<?> value();

  String message();

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Refuses null and the empty text of a setting that is not set. */
  final class Check implements ConstraintValidator<ParsedBy, Object> {

    private Class<?> type = Object.class;

    @Override
    public void initialize(ParsedBy constraint) {
      type = constraint.value();
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      return type.isInstance(value)
          || (value instanceof String text && SettingTexts.isReadable(type, text));
    }
  }
}
