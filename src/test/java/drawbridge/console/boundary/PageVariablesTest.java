package drawbridge.console.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Variables of the pages have names of their own. The resolvers of CDI and of the implicit objects
 * come before the one of variables, so that a bean or implicit object of the same name hides a
 * variable (Faces 4.0, section 5.6.2).
 */
class PageVariablesTest {

  private static final Path PAGES = Path.of("src", "main", "webapp");
  private static final Pattern VARIABLE =
      Pattern.compile("\\b(?:var|varStatus)=\"([^\"]*)\"|<ui:param\\s+name=\"([^\"]*)\"");

  /** Faces 4.0, section 5.6.2.1, and Jakarta Pages 3.1, section 2.3. */
  private static final Set<String> IMPLICIT =
      Set.of(
          "application",
          "applicationScope",
          "cc",
          "component",
          "cookie",
          "externalContext",
          "facesContext",
          "flash",
          "flowScope",
          "header",
          "headerValues",
          "initParam",
          "pageContext",
          "pageScope",
          "param",
          "paramValues",
          "request",
          "requestScope",
          "resource",
          "session",
          "sessionScope",
          "view",
          "viewScope");

  @Test
  void noVariableHasTheNameOfABeanOrImplicitObject() throws IOException {
    Set<String> taken = new HashSet<>(IMPLICIT);
    taken.addAll(beans());
    assertThat(taken).contains("replay", "errorView", "currentOperator");
    List<String> variables = variables();
    assertThat(variables).hasSizeGreaterThan(20);
    assertThat(variables).noneMatch(it -> taken.contains(it.substring(it.indexOf(' ') + 1)));
  }

  private static List<String> beans() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("drawbridge")
            .stream()
            .filter(it -> it.isAnnotatedWith(Named.class))
            .map(PageVariablesTest::beanName)
            .toList();
  }

  /** Returns the name of a bean; the default is that of CDI 4.0, section 3.1.5. */
  private static String beanName(JavaClass bean) {
    String given = bean.getAnnotationOfType(Named.class).value();
    String simple = bean.getSimpleName();
    return given.isEmpty() ? Character.toLowerCase(simple.charAt(0)) + simple.substring(1) : given;
  }

  /** Returns the file and name of each variable, separated by a space. */
  private static List<String> variables() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PAGES)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".xhtml")).toList()) {
        Matcher matcher = VARIABLE.matcher(Files.readString(file));
        while (matcher.find()) {
          String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
          found.add(PAGES.relativize(file) + " " + name);
        }
      }
    }
    return found;
  }
}
