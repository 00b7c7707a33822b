package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.control.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Builds the URLs of triggers, which are credentials. */
@ApplicationScoped
public class TriggerUrls {

  @Inject PublicUrl urls;

  /**
   * Returns the URL of a trigger; empty when this node lacks the key of its address.
   *
   * @param workspace name of the trigger's workspace
   * @param server scheme, host and port that the operator's request named; ignored when the
   *     settings name a public URL
   */
  public Optional<String> of(TriggerLine line, String workspace, String server) {
    return line.address().map(id -> urls.of(server, workspace, id));
  }
}
