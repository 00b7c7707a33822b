package drawbridge.platform.binding;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires a number, or a text such as the value of a query parameter, to be a whole number. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WholeNumber.Check.class)
public @interface WholeNumber {

  /** The least. */
  long min();

  /** The most. */
  long max();

  String message() default "must be a whole number from {min} to {max}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts digits in the bounds, and null. */
  final class Check implements ConstraintValidator<WholeNumber, Object> {

    private long min;
    private long max;

    @Override
    public void initialize(WholeNumber constraint) {
      min = constraint.min();
      max = constraint.max();
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      try {
        return value == null || isBounded(Long.parseLong(value.toString()));
      } catch (NumberFormatException e) {
        return false;
      }
    }

    private boolean isBounded(long number) {
      return number >= min && number <= max;
    }
  }
}
