package drawbridge.inbound.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A count of refused requests or rejected entries with one reason. */
@Entity
@Table(name = "rejection")
public class Rejection extends CountRow {

  private String workspace;
  private String reason;
  private String detail;

  protected Rejection() {}

  /** Returns the name of the workspace; empty for requests to no existing workspace. */
  public String workspace() {
    return workspace;
  }

  public String reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }
}
