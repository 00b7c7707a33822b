package drawbridge.platform.binding;

import drawbridge.platform.Ids;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Requires a text to be a UUID in canonical form, of any version and case. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = UuidText.Check.class)
public @interface UuidText {

  String message() default "must be a UUID";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts UUIDs, and null. */
  final class Check implements ConstraintValidator<UuidText, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      return text == null || Ids.isUuid(text);
    }
  }
}
