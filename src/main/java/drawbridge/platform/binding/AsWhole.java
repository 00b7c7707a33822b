package drawbridge.platform.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Reports all faults inside of a component as one fault at the component. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsWhole {

  /** The detail of the fault: what the component must be. */
  String value();
}
