package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractSuite;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.openapi.Description;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs every case of the contract over HTTP against any server that has the contract's workflows,
 * {@link Server#SECRET} and {@link Server#PASSWORD}, and the second workspace.
 */
public abstract class ContractOverHttp extends ContractSuite {

  private final Wire wire;

  protected ContractOverHttp(URI base) {
    wire = new WireOverHttp(base);
  }

  /** Creates the second workspace; once for each server. */
  public static void makeOther(URI base) {
    new Admin(base)
        .put(
            Admin.WORKSPACES + "/other",
            Admin.JSON,
            "{\"secret\": \"" + SharedServer.OTHER_SECRET + "\"}")
        .expect(201);
  }

  /** Servers with MicroProfile OpenAPI serve their own document at the same address. */
  @Test
  void servesItsOpenApiDocumentUnchanged() {
    Wire.Answer answer =
        wire.send(new Wire.Request("GET", "/openapi", Map.of(), "", StandardCharsets.UTF_8));

    assertThat(answer.mediaType()).isEqualTo("application/yaml");
    assertThat(answer.body()).isEqualTo(Description.text());
  }

  @Override
  protected Wire wire() {
    return wire;
  }

  @Override
  protected Workspace workspace() {
    return new Workspace("default", Server.SECRET);
  }

  @Override
  protected String trigger(JsonNode setup) {
    return new TriggersOverHttp(wire, Server.PASSWORD).create(setup);
  }

  @Override
  protected Workspace other() {
    return new Workspace("other", SharedServer.OTHER_SECRET);
  }
}
