package drawbridge.platform.http;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Fetches small public documents, such as keys and certificates. */
@FunctionalInterface
public interface Fetcher {

  /**
   * Starts a GET request. Follows no redirect. Never throws; the caller checks the host before.
   *
   * @return the body of a 200 response; fails with an {@link IOException}, and with {@link
   *     Rejected} when a repetition would fail, too
   */
  CompletableFuture<byte[]> fetch(URI uri);

  /** The server answered that it does not have the document. */
  final class Rejected extends IOException {

    private static final long serialVersionUID = 1L;

    public Rejected(int status) {
      super("status " + status);
    }
  }
}
