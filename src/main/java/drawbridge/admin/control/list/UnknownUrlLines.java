package drawbridge.admin.control.list;

import drawbridge.inbound.control.count.UnknownUrlLedger;
import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Reads the counts of requests to unknown workspaces and triggers, for admins only (R9). */
@ApplicationScoped
public class UnknownUrlLines {

  private static final Action READ = new Action("unknown-url.read", Role.ADMIN);

  @Inject UnknownUrlLedger ledger;
  @Inject CurrentOperator operator;

  /**
   * Returns the latest counts, latest first.
   *
   * @throws drawbridge.operator.control.NotAllowed when the current operator is no admin
   */
  public List<UnknownUrl> latest(int most) {
    operator.require(READ);
    return ledger.latest(most);
  }
}
