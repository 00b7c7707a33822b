package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The WAR carries its licence, its notices and a bill of materials. */
class WarST {

  private static final String LIBRARIES = "WEB-INF/lib/";

  @Test
  void theBillOfMaterialsListsEveryLibraryWithItsLicence() throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("drawbridge.war"))) {
      JsonNode bill = json(war, "META-INF/sbom/drawbridge.cdx.json");
      Set<String> listed = new TreeSet<>();
      for (JsonNode component : bill.path("components")) {
        String name = component.path("name").asText() + "-" + component.path("version").asText();
        listed.add(name);
        assertThat(component.path("licenses")).as(name).isNotEmpty();
      }
      Set<String> packed =
          war.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
              .map(name -> name.substring(LIBRARIES.length()).replaceAll("(-jakarta)?\\.jar$", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(packed).isNotEmpty().isEqualTo(listed);
    }
  }

  @Test
  void licenceAndNoticesAreInside() throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("drawbridge.war"))) {
      assertThat(war.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(war.getEntry("META-INF/NOTICE")).isNotNull();
    }
  }

  private static JsonNode json(ZipFile war, String name) throws IOException {
    try (InputStream in = war.getInputStream(war.getEntry(name))) {
      return new ObjectMapper().readTree(in);
    }
  }
}
