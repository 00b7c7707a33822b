package drawbridge.console.boundary.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.platform.Sha256;
import jakarta.faces.event.ActionEvent;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a form submits: the button and the fields, without those of the page's state. */
final class SubmittedContent {

  private SubmittedContent() {}

  /** Returns a SHA-256 digest, so that the session keeps no secret of a form. */
  static String digest(ActionEvent event) {
    MessageDigest digest = Sha256.digest();
    add(digest, event.getComponent().getClientId(event.getFacesContext()));
    Map<String, String[]> fields =
        new TreeMap<>(event.getFacesContext().getExternalContext().getRequestParameterValuesMap());
    fields.forEach(
        (name, values) -> {
          if (!isOfState(name)) {
            add(digest, name);
            digest.update((byte) values.length);
            for (String value : values) {
              add(digest, value);
            }
          }
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isOfState(String name) {
    return name.startsWith("jakarta.faces.")
        || name.startsWith("primefaces.")
        || name.equals(FormToken.FIELD);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0);
  }
}
