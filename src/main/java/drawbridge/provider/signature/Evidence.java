package drawbridge.provider.signature;

import drawbridge.provider.remote.RemoteKeys;
import java.time.Instant;
import java.util.List;

/** What a delivery is verified with. Not a record, since a record prints itself. */
final class Evidence {

  private final List<String> secrets;
  private final RemoteKeys keys;
  private final Instant now;

  Evidence(List<String> secrets, RemoteKeys keys, Instant now) {
    this.secrets = secrets;
    this.keys = keys;
    this.now = now;
  }

  List<String> secrets() {
    return secrets;
  }

  /** Returns the keys that providers publish. */
  RemoteKeys keys() {
    return keys;
  }

  Instant now() {
    return now;
  }
}
