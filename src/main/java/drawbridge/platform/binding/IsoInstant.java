package drawbridge.platform.binding;

import drawbridge.platform.StorableInstant;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Requires a text to be an instant in ISO 8601 that the store can hold. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IsoInstant.Check.class)
public @interface IsoInstant {

  String message() default
      "must be an instant such as 2026-01-31T23:59:59Z (in a query, write + as %2B)";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts instants of the years 1 to 9999, and null. */
  final class Check implements ConstraintValidator<IsoInstant, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      try {
        if (text != null) {
          StorableInstant.parse(text);
        }
        return true;
      } catch (DateTimeException e) {
        return false;
      }
    }
  }
}
