package drawbridge.console.boundary.page;

import java.util.List;

/**
 * A way in the main navigation.
 *
 * @param page where it leads
 * @param label as the reader sees it
 * @param icon a name of PrimeIcons
 * @param details pages that belong to it
 */
public record Entry(String page, String label, String icon, List<String> details) {

  static final List<Entry> ALL =
      List.of(
          new Entry("overview.xhtml", "Overview", "chart-bar", List.of()),
          new Entry("runs.xhtml", "Runs", "play-circle", List.of("run.xhtml")),
          new Entry(
              "workflows.xhtml",
              "Workflows",
              "sitemap",
              List.of("workflow.xhtml", "versions.xhtml")),
          new Entry(
              "triggers.xhtml",
              "Triggers",
              "bolt",
              List.of("trigger.xhtml", "trigger-setup.xhtml")),
          new Entry("secrets.xhtml", "Secrets", "key", List.of()),
          new Entry("rejections.xhtml", "Rejections", "ban", List.of()),
          new Entry("replays.xhtml", "Replays", "replay", List.of("replay.xhtml", "repeat.xhtml")),
          new Entry("audit.xhtml", "Audit", "history", List.of()));

  /** Whether the reader is there, or at a detail of it. */
  public boolean isAt(String where) {
    return page.equals(where) || details.contains(where);
  }
}
