package drawbridge.system;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractSuite;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every case of the contract against the running server. */
@ExtendWith(SharedServer.class)
class ContractST extends ContractSuite {

  private final Wire wire;

  ContractST(Server server) {
    wire = new WireOverHttp(server.base());
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
    return new TriggersOverHttp(wire, Server.PASSWORD).make(setup);
  }

  @Override
  protected Workspace other() {
    return new Workspace("other", SharedServer.OTHER_SECRET);
  }
}
