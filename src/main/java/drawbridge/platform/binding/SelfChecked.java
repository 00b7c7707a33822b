package drawbridge.platform.binding;

import drawbridge.platform.Fault;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

/** A record with conditions that constraints of single components cannot state. */
@SelfChecked.Consistent
public interface SelfChecked {

  /**
   * Adds the faults, with pointers relative to the record. Any component may be null, since the
   * constraints of components are checked separately.
   */
  void check(List<Fault> faults);

  /** The constraint, which every implementation inherits. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = Check.class)
  @interface Consistent {

    String message() default "is not consistent";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Reports every fault at its pointer. */
  final class Check implements ConstraintValidator<Consistent, SelfChecked> {

    @Override
    public boolean isValid(SelfChecked record, ConstraintValidatorContext context) {
      List<Fault> faults = new ArrayList<>();
      record.check(faults);
      context.disableDefaultConstraintViolation();
      faults.forEach(fault -> report(fault, context));
      return faults.isEmpty();
    }

    private static void report(Fault fault, ConstraintValidatorContext context) {
      var violation = context.buildConstraintViolationWithTemplate(fault.detail());
      if (fault.pointer().isEmpty()) {
        violation.addConstraintViolation();
        return;
      }
      String[] tokens = fault.pointer().substring(1).split("/", -1);
      NodeBuilderCustomizableContext node = violation.addPropertyNode(plain(tokens[0]));
      for (int level = 1; level < tokens.length; level++) {
        node = node.addPropertyNode(plain(tokens[level]));
      }
      node.addConstraintViolation();
    }

    private static String plain(String token) {
      return token.replace("~1", "/").replace("~0", "~");
    }
  }
}
