package drawbridge.admin.control.tryout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request would be let in.
 *
 * @param why for operators; never holds anything that was sent
 * @param secretId the secret that lets it in, or would have before it retired; null where none does
 * @param secretMadeAt when that secret was made
 */
public record Admission(
    boolean isAdmitted, String why, @Nullable String secretId, @Nullable Instant secretMadeAt) {

  static Admission refused(String why) {
    return new Admission(false, why, null, null);
  }

  static Admission admitted(String why) {
    return new Admission(true, why, null, null);
  }
}
