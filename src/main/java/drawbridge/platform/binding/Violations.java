package drawbridge.platform.binding;

import drawbridge.platform.Fault;
import jakarta.json.Json;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.List;

/**
 * Checks the constraints of records. The one place where violations become faults. Texts contain no
 * value.
 */
public final class Violations {

  /** Lives as long as the application. */
  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .ignoreXmlConfiguration()
          .messageInterpolator(new Messages())
          .buildValidatorFactory()
          .getValidator();

  private Violations() {}

  /** Returns every violation, at the JSON pointer of its component. */
  public static List<Fault> of(Record checked) {
    try {
      return VALIDATOR.validate(checked).stream().map(Violations::fault).toList();
    } catch (ValidationException e) { // some servers map it to a reply of their own
      throw new IllegalStateException("a constraint cannot be checked", e);
    }
  }

  /** Returns the violations of a component's constraints by the text that it will be read from. */
  public static List<Fault> of(Class<?> type, String component, String text) {
    return VALIDATOR.validateValue(type, component, text).stream().map(Violations::fault).toList();
  }

  private static Fault fault(ConstraintViolation<?> violation) {
    StringBuilder pointer = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer.append('/').append(Json.encodePointer(node.getName()));
      }
    }
    return Fault.at(pointer.toString(), violation.getMessage());
  }
}
