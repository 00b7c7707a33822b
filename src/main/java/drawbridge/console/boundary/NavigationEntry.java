package drawbridge.console.boundary;

import java.util.List;

/**
 * An entry of the main navigation.
 *
 * @param page file of the page
 * @param label text of the link
 * @param icon name of the icon in PrimeIcons, without {@code pi-}
 * @param details files of the pages below this entry
 */
public record NavigationEntry(String page, String label, String icon, List<String> details) {

  static final List<NavigationEntry> ALL =
      List.of(
          new NavigationEntry("overview.xhtml", "Overview", "chart-bar", List.of()),
          new NavigationEntry("requests.xhtml", "Requests", "inbox", List.of("request.xhtml")),
          new NavigationEntry("runs.xhtml", "Runs", "play-circle", List.of("run.xhtml")),
          new NavigationEntry(
              "issues.xhtml", "Issues", "exclamation-circle", List.of("issue.xhtml")),
          new NavigationEntry(
              "workflows.xhtml",
              "Workflows",
              "sitemap",
              List.of("workflow.xhtml", "versions.xhtml")),
          new NavigationEntry(
              "triggers.xhtml",
              "Triggers",
              "bolt",
              List.of(
                  "trigger.xhtml",
                  "trigger-setup.xhtml",
                  "provider-rows.xhtml",
                  "provider-row.xhtml")),
          new NavigationEntry("secrets.xhtml", "Secrets", "key", List.of()),
          new NavigationEntry("rejections.xhtml", "Rejections", "ban", List.of()),
          new NavigationEntry(
              "replays.xhtml", "Replays", "replay", List.of("replay.xhtml", "repeat.xhtml")),
          new NavigationEntry("audit.xhtml", "Audit", "history", List.of()),
          new NavigationEntry("settings.xhtml", "Settings", "cog", List.of()));

  /** Returns whether a file is this entry's page or one of its details. */
  public boolean isAt(String file) {
    return page.equals(file) || details.contains(file);
  }
}
