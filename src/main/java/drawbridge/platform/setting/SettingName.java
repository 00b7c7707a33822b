package drawbridge.platform.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the setting that a record component is read from. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface SettingName {

  /** The name, like {@code drawbridge.run.sweep}. */
  String value();

  /** The text in place of a setting that is not set; by default the setting is required. */
  String absent() default "";
}
