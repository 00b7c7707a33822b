package drawbridge.system;

import org.junit.jupiter.api.extension.ExtendWith;

/** Runs every case of the contract against {@code drawbridge.jar}. */
@ExtendWith(SharedServer.class)
class ContractST extends ContractOverHttp {

  ContractST(Server server) {
    super(server.base());
  }
}
