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

/** Requires a whole number, as text or as a number. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Between.Check.class)
public @interface Between {

  long min();

  long max();

  String message() default "must be a whole number from {min} to {max}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Refuses null. */
  final class Check implements ConstraintValidator<Between, Object> {

    private long min;
    private long max;

    @Override
    public void initialize(Between constraint) {
      min = constraint.min();
      max = constraint.max();
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      try {
        long number = Long.parseLong(String.valueOf(value));
        return number >= min && number <= max;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}
