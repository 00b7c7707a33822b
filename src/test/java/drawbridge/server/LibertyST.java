package drawbridge.server;

import drawbridge.system.ContractOverHttp;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Open Liberty with {@code server-config/liberty/server.xml}. */
@Tag("servers")
class LibertyST extends ContractOverHttp {

  private static LibertyServer server;

  LibertyST() {
    super(server.base());
  }

  @BeforeAll
  static void install(@TempDir Path directory) throws IOException {
    server = LibertyServer.installed(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }
}
