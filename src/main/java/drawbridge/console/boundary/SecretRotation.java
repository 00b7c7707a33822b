package drawbridge.console.boundary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dialogs of secrets ask for: a new one, how long the others stay, which one goes. */
public class SecretRotation {

  private OverlapChoice overlap;
  private @Nullable String secret;
  private @Nullable String secretId;

  /** As the dialogs open. */
  public SecretRotation(OverlapChoice usual) {
    this.overlap = usual;
  }

  /** How long the others stay valid. */
  public OverlapChoice getOverlap() {
    return overlap;
  }

  public void setOverlap(OverlapChoice overlap) {
    this.overlap = overlap;
  }

  /** What the dialog offers. */
  public List<OverlapChoice> getOverlaps() {
    return OverlapChoice.all();
  }

  /** Never sent back to the browser. */
  public @Nullable String getSecret() {
    return null;
  }

  public void setSecret(@Nullable String secret) {
    this.secret = secret;
  }

  /** The secret that was typed; empty when none was. */
  public String typed() {
    return secret == null ? "" : secret;
  }

  public @Nullable String getSecretId() {
    return secretId;
  }

  public void setSecretId(@Nullable String secretId) {
    this.secretId = secretId;
  }

  /** The id of the one that goes; empty when none was named. */
  public String goner() {
    return secretId == null ? "" : secretId;
  }
}
