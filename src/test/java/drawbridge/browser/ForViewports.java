package drawbridge.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test for each of two viewports that differ in size and theme. With the system property {@code
 * drawbridge.viewports} of the nightly build, for all four.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(ForViewports.Source.class)
@interface ForViewports {

  /** Provides the viewports. */
  final class Source implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      boolean isAll = System.getProperty("drawbridge.viewports", "two").equals("all");
      return (isAll
              ? Stream.of(Viewport.values())
              : Stream.of(Viewport.WIDE_LIGHT, Viewport.NARROW_DARK))
          .map(Arguments::of);
    }
  }
}
