package drawbridge.inbound.control.count;

import drawbridge.platform.RefusedRequest;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts requests to inbound URLs that filters, the server or JAX-RS refused before a resource saw
 * them (R9). They count at the workspace of the URL, since their sender is not known.
 */
@ApplicationScoped
public class RefusedHeads {

  private static final Pattern INBOUND = Pattern.compile("/api/inbound/([^/]*+).*", Pattern.DOTALL);

  @Inject Rejections rejections;
  @Inject UnknownUrls unknown;
  @Inject WorkspaceAuthenticator authenticator;

  void count(@Observes RefusedRequest refused) {
    Matcher path = INBOUND.matcher(refused.path());
    if (!path.matches()) {
      return;
    }
    String workspace = path.group(1);
    boolean isKnown = authenticator.isKnown(workspace);
    rejections.count(isKnown ? workspace : "", refused.reason(), refused.detail());
    if (!isKnown) {
      unknown.countWorkspace(workspace);
    }
  }
}
