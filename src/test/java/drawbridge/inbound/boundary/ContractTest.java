package drawbridge.inbound.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.contract.ContractSuite;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs every case of the contract in memory. */
class ContractTest extends ContractSuite {

  private static WireInMemory wire;

  @BeforeAll
  static void setUp() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workspace("other", "another secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterAll
  static void tearDown() {
    wire.close();
  }

  @Override
  protected Wire wire() {
    return wire;
  }

  @Override
  protected Workspace workspace() {
    return new Workspace("default", "a secret");
  }

  @Override
  protected String trigger(JsonNode setup) {
    return wire.trigger(setup);
  }

  @Override
  protected Workspace other() {
    return new Workspace("other", "another secret");
  }
}
