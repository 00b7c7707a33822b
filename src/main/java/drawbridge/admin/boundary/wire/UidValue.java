package drawbridge.admin.boundary.wire;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requires a JSON value to be a uid: a string, or an integer number as its decimal text (C6, T3).
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = UidValue.Check.class)
public @interface UidValue {

  String message() default "must be a string that is not empty, or an integer number";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts uids only. */
  final class Check implements ConstraintValidator<UidValue, JsonValue> {

    @Override
    public boolean isValid(@Nullable JsonValue value, ConstraintValidatorContext context) {
      return textOf(value).filter(text -> !text.isEmpty()).isPresent();
    }

    /** Returns the text of a string or an integer number. */
    public static Optional<String> textOf(@Nullable JsonValue value) {
      if (value instanceof JsonString string) {
        return Optional.of(string.getString());
      }
      return value instanceof JsonNumber number && number.bigDecimalValue().scale() == 0
          ? Optional.of(number.bigDecimalValue().toPlainString())
          : Optional.empty();
    }
  }
}
