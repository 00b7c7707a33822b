package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractSuite;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Every case of the contract against the running server. */
class ContractST extends ContractSuite {

  @TempDir static Path directory;

  private static Server server;

  @BeforeAll
  static void start() throws IOException {
    Path workflows = Path.of("src/test/resources/contract/workflows").toAbsolutePath();
    server =
        Server.start(directory, Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString()));
    String body = "{\"secret\": \"secret-of-the-other-workspace\"}";
    assertThat(server.admin("PUT", "workspaces/other", "application/json", body).statusCode())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Wire wire() {
    return new WireOverHttp(server.base());
  }

  @Override
  protected Workspace workspace() {
    return new Workspace("default", Server.SECRET);
  }

  @Override
  protected Workspace other() {
    return new Workspace("other", "secret-of-the-other-workspace");
  }
}
