package drawbridge.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.system.ContractOverHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on GlassFish with {@code server-config/glassfish/install.asadmin}. */
@Tag("servers")
class GlassFishST extends ContractOverHttp {

  private static final int JAVA = 21;

  private static @Nullable Asadmin domain;

  GlassFishST() {
    super(domain().base());
  }

  private static Asadmin domain() {
    if (domain == null) {
      throw new IllegalStateException("the domain is not installed");
    }
    return domain;
  }

  @BeforeAll
  static void install(@TempDir Path directory) throws IOException {
    assumeTrue(Runtime.version().feature() >= JAVA, "GlassFish 8 needs Java 21 or later");
    domain = new Asadmin("glassfish8/bin/asadmin", directory);
    Installation.copyWar(directory);
    Installation.copy(Path.of("server-config/glassfish"), ".*\\.asadmin", directory);
    domain.create();
    Path lib = Files.createDirectories(domain.domain().resolve("lib"));
    Installation.copy(Installation.DISTRIBUTIONS.resolve("lib"), ".*\\.jar", lib);
    domain.local("start-domain", "drawbridge");
    domain.run("multimode", "--file", "install.asadmin");
    domain.local("restart-domain", "drawbridge");
    domain.run("deploy", "--name=drawbridge", "--contextroot=/", "drawbridge.war");
    domain.awaitReady();
  }

  @AfterAll
  static void stop() {
    if (domain != null) {
      domain.stop();
    }
  }
}
