package drawbridge.platform.binding;

import drawbridge.platform.Ids;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requires a text to be a UUID in canonical form, of any version and case. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = Ids.UUID_FORM)
@ReportAsSingleViolation
public @interface UuidText {

  String message() default "must be a UUID";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
