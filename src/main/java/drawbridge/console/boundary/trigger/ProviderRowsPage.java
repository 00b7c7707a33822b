package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.RowCommands;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of the handshakes and signature schemes that the workspace defines. */
@Named("providerRows")
@RequestScoped
public class ProviderRowsPage {

  @Inject RowCommands rows;
  @Inject PageContext context;

  private final Lazy<List<RowCommands.RowLine>> lines =
      new Lazy<>(() -> context.list(it -> rows.in(it.id())));

  /** Returns why the triggers of a row refuse requests; null when they do not. */
  public @Nullable String warning(RowCommands.RowLine line) {
    return line.warning().orElse(null);
  }

  /** Returns all rows of the workspace, by kind and name. */
  public List<RowCommands.RowLine> getLines() {
    return lines.get();
  }

  /** Returns the URL of the editor of a row. */
  public String at(RowCommands.RowLine line) {
    return context.url(
        ProviderRowPage.PAGE, "kind", line.row().kind().label(), "name", line.row().name());
  }
}
