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

/** Requires a duration, or a text, to be an ISO 8601 duration in the bounds. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IsoDuration.Check.class)
public @interface IsoDuration {

  /** The message of durations that have a longest only. */
  String UP_TO = "must be an ISO 8601 duration up to {max}";

  /** The shortest, in ISO 8601. */
  String min() default "PT0S";

  /** The longest, in ISO 8601; by default any. */
  String max() default "PT2562047788015215H";

  String message() default "must be an ISO 8601 duration of at least {min}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts durations from the shortest to the longest, and null. */
  final class Check implements ConstraintValidator<IsoDuration, Object> {

    private Duration min = Duration.ZERO;
    private Duration max = Duration.ZERO;

    @Override
    public void initialize(IsoDuration constraint) {
      min = Duration.parse(constraint.min());
      max = Duration.parse(constraint.max());
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      try {
        return value == null || isBounded(Duration.parse(value.toString()));
      } catch (DateTimeParseException e) {
        return false;
      }
    }

    private boolean isBounded(Duration duration) {
      return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
    }
  }
}
