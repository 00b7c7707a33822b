package drawbridge.workspace.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tenant: it owns secrets, workflows, triggers, uids and runs. */
@Entity
@Table(name = "workspace")
public class Workspace {

  /** The pattern of names, which are part of URLs. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  @Id private String id;
  private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "hidden_headers")
  private @Nullable String hiddenHeaders;

  protected Workspace() {}

  public Workspace(String id, String name, Instant createdAt) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a workspace: " + name);
    }
    this.id = id;
    this.name = name;
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Returns the names of headers that no run may see (C9), in lower case. */
  public List<String> hiddenHeaders() {
    return hiddenHeaders == null ? List.of() : List.of(hiddenHeaders.split("\n", -1));
  }

  /** Sets the names of headers that no run may see; ignores their case. */
  public void hideHeaders(Collection<String> names) {
    String lines =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n"));
    hiddenHeaders = lines.isEmpty() ? null : lines;
  }
}
