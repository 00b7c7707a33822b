package drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.ejb.Startup;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code jboss-ejb3.xml} orders the stop of beans on WildFly. */
class WildFlyDescriptorTest {

  private static final File DESCRIPTOR = new File("src/main/webapp/WEB-INF/jboss-ejb3.xml");

  @Test
  void beansStopBeforeThoseThatTheyCall() throws Exception {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("drawbridge");
    Map<String, Set<String>> needed = new TreeMap<>();
    for (JavaClass bean : all) {
      if (bean.isAnnotatedWith(Startup.class)
          && bean.getMethods().stream().anyMatch(it -> it.isAnnotatedWith(PreDestroy.class))) {
        Set<JavaClass> reached = new LinkedHashSet<>();
        reach(bean, reached);
        Set<String> called =
            reached.stream()
                .filter(it -> it.isAnnotatedWith(Stateless.class))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!called.isEmpty()) {
          called.add("Schema");
          needed.put(bean.getSimpleName(), called);
        }
      }
    }
    assertThat(needed).containsKey("Dispatcher");
    assertThat(ordered()).isEqualTo(needed);
  }

  private static void reach(JavaClass bean, Set<JavaClass> reached) {
    for (JavaField field : bean.getFields()) {
      if ((field.isAnnotatedWith(EJB.class) || field.isAnnotatedWith(Inject.class))
          && reached.add(field.getRawType())) {
        reach(field.getRawType(), reached);
      }
    }
  }

  private static Map<String, Set<String>> ordered() throws Exception {
    NodeList sessions =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(DESCRIPTOR)
            .getElementsByTagName("session");
    Map<String, Set<String>> ordered = new TreeMap<>();
    for (int i = 0; i < sessions.getLength(); i++) {
      NodeList names = ((Element) sessions.item(i)).getElementsByTagName("ejb-name");
      ordered.put(
          names.item(0).getTextContent(),
          IntStream.range(1, names.getLength())
              .mapToObj(names::item)
              .map(name -> name.getTextContent())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return ordered;
  }
}
