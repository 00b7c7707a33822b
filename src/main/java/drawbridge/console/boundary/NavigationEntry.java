package drawbridge.console.boundary;

import java.util.List;

/**
 * A way in the main navigation.
 *
 * @param page where it leads
 * @param label as the reader sees it
 * @param icon a name of PrimeIcons
 * @param details pages that belong to it
 */
public record NavigationEntry(String page, String label, String icon, List<String> details) {

  static final List<NavigationEntry> ALL =
      List.of(
          new NavigationEntry("overview.xhtml", "Overview", "chart-bar", List.of()),
          new NavigationEntry("runs.xhtml", "Runs", "play-circle", List.of("run.xhtml")),
          new NavigationEntry(
              "workflows.xhtml",
              "Workflows",
              "sitemap",
              List.of("workflow.xhtml", "versions.xhtml")),
          new NavigationEntry(
              "triggers.xhtml",
              "Triggers",
              "bolt",
              List.of("trigger.xhtml", "trigger-setup.xhtml")),
          new NavigationEntry("secrets.xhtml", "Secrets", "key", List.of()),
          new NavigationEntry("rejections.xhtml", "Rejections", "ban", List.of()),
          new NavigationEntry(
              "replays.xhtml", "Replays", "replay", List.of("replay.xhtml", "repeat.xhtml")),
          new NavigationEntry("audit.xhtml", "Audit", "history", List.of()));

  /** Whether the reader is there, or at a detail of it. */
  public boolean isAt(String where) {
    return page.equals(where) || details.contains(where);
  }
}
