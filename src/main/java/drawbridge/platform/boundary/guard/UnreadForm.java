package drawbridge.platform.boundary.guard;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;

/**
 * A form whose first byte may not have arrived. Jersey asks the body of a form whether it is empty
 * before any filter of JAX-RS runs, and would wait for that byte: a sender without a secret would
 * hold a thread. Here the announced body has a byte available until its end is seen.
 */
final class UnreadForm extends RequestBody {

  UnreadForm(HttpServletRequest request, Clock clock) {
    super(request, clock, ShareFilter.BODY_TIME);
  }

  @Override
  int available(ServletInputStream body) throws IOException {
    return body.isFinished() ? 0 : Math.max(1, body.available());
  }
}
