package drawbridge.console.boundary.settings;

import drawbridge.console.boundary.PageContext;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** A section of the settings whose forms create and change objects by name. */
public abstract class NamedObjectSection {

  @Inject PageContext context;

  private String name = "";
  private @Nullable String fault;

  /** Returns the URL of the section. */
  String url(String anchor) {
    return context.url("settings.xhtml") + "#" + anchor;
  }

  /** Shows why the form has changed nothing; null for no fault. */
  void setFault(@Nullable String fault) {
    this.fault = fault;
  }

  /** Tells the script of the page to close the dialog of the form. */
  static void closeDialog() {
    PrimeFaces.current().ajax().addCallbackParam("done", true);
  }

  /** Returns why the form changed nothing; null when it did. */
  public @Nullable String getFault() {
    return fault;
  }

  /** Returns the name in the form. */
  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name == null ? "" : name.strip();
  }
}
