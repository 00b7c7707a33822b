package drawbridge.house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All tests of the class run once on each {@link Store}, which is handed to its constructor; or,
 * when it has a field {@code @Parameter Store}, to that and to its
 * {@code @BeforeParameterizedClassInvocation}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(Store.class)
public @interface OnEveryStore {}
