package drawbridge.provider.signature;

import java.util.List;
import java.util.function.Predicate;

/** The valid secrets of a trigger. Not a record, since a record prints itself. */
final class ActiveSecrets {

  private static final int NONE = -1;

  private final List<String> secrets;
  private final Scheme scheme;

  ActiveSecrets(List<String> secrets, Scheme scheme) {
    this.secrets = secrets;
    this.scheme = scheme;
  }

  /** Tries every secret. Returns the first that matches. */
  SignatureVerdict tryEach(Predicate<String> matches) {
    int found = NONE;
    for (int i = 0; i < secrets.size(); i++) {
      String secret = secrets.get(i);
      if (scheme.faultOfSecret(secret).isEmpty() && matches.test(secret) && found == NONE) {
        found = i;
      }
    }
    return found == NONE ? SignatureVerdict.Refused.MISMATCH : new SignatureVerdict.Genuine(found);
  }
}
