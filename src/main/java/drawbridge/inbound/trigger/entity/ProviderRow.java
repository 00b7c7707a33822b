package drawbridge.inbound.trigger.entity;

import drawbridge.provider.OwnName;
import jakarta.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A row that a workspace defines: a handshake or a signature scheme of its own. */
@Entity
@Table(name = "provider_row")
public class ProviderRow extends SwitchableRow {

  /** The table that a row belongs to. */
  public enum Kind {
    HANDSHAKE,
    SIGNATURE;

    /** Returns the name in the API, which is the member of a setup for such a row. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a setup names a row of this kind. */
    public boolean isNamedBy(JsonObject setup, String reference) {
      return setup.get(label()) instanceof JsonObject settings
          && settings.getString(this == HANDSHAKE ? "provider" : "scheme", "").equals(reference);
    }
  }

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String content;

  protected ProviderRow() {}

  public ProviderRow(
      String id, String workspaceId, Kind kind, String name, String content, Instant createdAt) {
    super(id, workspaceId, name, createdAt);
    this.kind = kind;
    this.content = content;
  }

  /** Replaces the content. */
  public void change(String newContent, Instant now) {
    content = newContent;
    changed(now);
  }

  /** Whether another row of the same workspace has the same kind and name. */
  public boolean isNamedAs(ProviderRow other) {
    return other.kind == kind && other.name().equals(name());
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the name in the setup of a trigger. */
  public String reference() {
    return OwnName.PREFIX + name();
  }

  /** Returns the JSON text of the row. */
  public String content() {
    return content;
  }
}
