package drawbridge.console.boundary;

import drawbridge.operator.control.AuditTrail;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who changed what, newest first. */
@Named("audit")
@RequestScoped
public class AuditPage {

  private static final String PAGE = "audit.xhtml";
  private static final String EVERYWHERE = "everywhere";
  private static final int MOST = 50;

  @Inject AuditTrail trail;
  @Inject PageContext place;
  @Inject PageQuery address;

  private AuditTrail.@Nullable Page read;

  /** What the address says for a part of the filter; empty when it says nothing. */
  public String asked(String part) {
    return address.text(part).orElse("");
  }

  public boolean isFiltered() {
    return !asked("who").isEmpty() || !asked("action").isEmpty();
  }

  /** Whether changes of all workspaces are shown, and those that concern none. */
  public boolean isEverywhere() {
    return !asked(EVERYWHERE).isEmpty();
  }

  public List<AuditEntry> getEntries() {
    return page().entries();
  }

  /** The outcome of an entry as a chip shows it. */
  public String outcome(AuditEntry entry) {
    return entry.outcome().name().toLowerCase(Locale.ROOT);
  }

  /** The address of the next page; empty when there is none. */
  public String getOlder() {
    return page().next().map(this::at).orElse("");
  }

  /** The address of the first page; empty when this is it. */
  public String getNewest() {
    return asked("cursor").isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("workspace", place.getNamed());
    List.of("who", "action", EVERYWHERE).forEach(it -> parameters.put(it, asked(it)));
    parameters.put("cursor", cursor);
    return PageQuery.of(PAGE, parameters);
  }

  private AuditTrail.Page page() {
    AuditTrail.Page page = read;
    if (page == null) {
      page =
          trail.find(
              new AuditTrail.Query(
                  isEverywhere() ? Optional.empty() : Optional.of(place.workspace().id()),
                  address.text("who"),
                  address.text("action"),
                  address.text("cursor").filter(Ids::isUuid),
                  MOST));
      read = page;
    }
    return page;
  }
}
