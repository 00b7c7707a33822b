package drawbridge.admin.boundary.wire;

import drawbridge.operator.control.Passwords;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires a text to be a password of an operator. Null is valid. */
@Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ChosenPassword.Check.class)
public @interface ChosenPassword {

  String message() default
      "must have "
          + Passwords.MIN_LENGTH
          + " to "
          + Passwords.MAX_LENGTH
          + " characters, not all of them spaces, and no control characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts passwords, and null. */
  final class Check implements ConstraintValidator<ChosenPassword, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      return text == null || Passwords.faultOf(text).isEmpty();
    }
  }
}
