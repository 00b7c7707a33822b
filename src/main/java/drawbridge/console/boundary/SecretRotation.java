package drawbridge.console.boundary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of the dialogs that replace or remove a secret. */
public class SecretRotation {

  private OverlapChoice overlap = OverlapChoice.DAY;
  private String secret = "";
  private String secretId = "";

  /** Returns how long the other secrets stay valid. */
  public OverlapChoice getOverlap() {
    return overlap;
  }

  public void setOverlap(OverlapChoice overlap) {
    this.overlap = overlap;
  }

  public List<OverlapChoice> getOverlaps() {
    return List.of(OverlapChoice.values());
  }

  /** Returns null: the page never sends a secret back to the browser. */
  public @Nullable String getSecret() {
    return null;
  }

  public void setSecret(@Nullable String secret) {
    this.secret = secret == null ? "" : secret;
  }

  /** Returns the entered secret, or an empty text. */
  public String enteredSecret() {
    return secret;
  }

  /** Returns the id of the secret to remove, or an empty text. */
  public String getSecretId() {
    return secretId;
  }

  public void setSecretId(@Nullable String secretId) {
    this.secretId = secretId == null ? "" : secretId;
  }
}
