package drawbridge.platform.binding;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Requires a text to be an ISO 8601 duration that is not negative. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IsoDuration.Check.class)
public @interface IsoDuration {

  /** The longest, in ISO 8601. */
  String max();

  String message() default "must be an ISO 8601 duration up to {max}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts durations from zero to the longest, and null. */
  final class Check implements ConstraintValidator<IsoDuration, String> {

    private Duration longest = Duration.ZERO;

    @Override
    public void initialize(IsoDuration constraint) {
      longest = Duration.parse(constraint.max());
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      try {
        return text == null || isBounded(Duration.parse(text));
      } catch (DateTimeParseException e) {
        return false;
      }
    }

    private boolean isBounded(Duration duration) {
      return !duration.isNegative() && duration.compareTo(longest) <= 0;
    }
  }
}
