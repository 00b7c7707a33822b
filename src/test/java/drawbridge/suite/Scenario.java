package drawbridge.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario of a Gherkin feature.
 *
 * @param steps in order, without {@code Given}, {@code When}, {@code Then} and {@code And}
 */
record Scenario(String name, List<Step> steps) {

  /**
   * A step.
   *
   * @param text the sentence
   * @param content the doc string below it; empty without one
   */
  record Step(String text, String content) {}

  /** Returns the scenarios of a feature. */
  static List<Scenario> of(List<String> feature) {
    List<Scenario> scenarios = new ArrayList<>();
    int at = 0;
    while (at < feature.size()) {
      String line = feature.get(at++).strip();
      if (line.startsWith("Scenario:")) {
        scenarios.add(new Scenario(line.substring(9).strip(), new ArrayList<>()));
      } else if (line.matches("(Given|When|Then|And) .*")) {
        StringBuilder content = new StringBuilder();
        if (at < feature.size() && feature.get(at).strip().startsWith("\"\"\"")) {
          int indent = feature.get(at).indexOf('"');
          for (at++; !feature.get(at).strip().equals("\"\"\""); at++) {
            String text = feature.get(at);
            content.append(text.substring(Math.min(indent, text.length()))).append('\n');
          }
          at++;
        }
        String text = line.replaceFirst("(Given|When|Then|And) (given )?", "");
        scenarios.get(scenarios.size() - 1).steps().add(new Step(text, content.toString()));
      }
    }
    return scenarios;
  }
}
