package drawbridge.inbound.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A count of requests to a workspace or trigger that does not exist (R9). The id in the URL is
 * known by its first characters and its digest only, since it may be almost that of a trigger.
 */
@Entity
@Table(name = "unknown_url")
public class UnknownUrl extends CountRow {

  private String kind;
  private String workspace;
  private String prefix;
  private String digest;

  protected UnknownUrl() {}

  /** Returns {@code workspace} or {@code trigger}. */
  public String kind() {
    return kind;
  }

  /** Returns the name of the existing workspace in the URL of a trigger; empty for others. */
  public String workspace() {
    return workspace;
  }

  /** Returns the first six characters; empty for the count of all URLs above the limit. */
  public String prefix() {
    return prefix;
  }

  /** Returns the SHA-256 digest in hexadecimal; empty for the count of all URLs above the limit. */
  public String digest() {
    return digest;
  }
}
