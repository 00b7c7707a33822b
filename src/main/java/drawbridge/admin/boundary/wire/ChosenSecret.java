package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.SecretRules;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requires a text to be a secret of a workspace, which a header can carry. Null is valid. */
@Size(min = SecretRules.SHORTEST, max = SecretRules.LONGEST)
@Pattern(regexp = SecretRules.SENDABLE)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
public @interface ChosenSecret {

  String message() default
      "must have "
          + SecretRules.SHORTEST
          + " to "
          + SecretRules.LONGEST
          + " characters of printable ASCII without spaces around them";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
