package drawbridge.platform.setting;

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

/** Requires an ISO 8601 duration, as text or as a duration. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AtLeast.Check.class)
public @interface AtLeast {

  /** The shortest, in ISO 8601. */
  String value();

  String message() default "must be an ISO 8601 duration of at least {value}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Refuses null. */
  final class Check implements ConstraintValidator<AtLeast, Object> {

    private Duration least = Duration.ZERO;

    @Override
    public void initialize(AtLeast constraint) {
      least = Duration.parse(constraint.value());
    }

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      try {
        return Duration.parse(String.valueOf(value)).compareTo(least) >= 0;
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }
}
