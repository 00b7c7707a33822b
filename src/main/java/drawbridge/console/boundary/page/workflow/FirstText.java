package drawbridge.console.boundary.page.workflow;

/** What a new workflow begins with: it runs as it is. */
final class FirstText {

  static final String YAML =
      """
      document:
        dsl: '1.0.0'
        namespace: examples
        name: greet
        version: '1.0.0'
      do:
        - greet:
            set:
              greeting: 'Hello, {{runtime.name}}!'
      """;

  private FirstText() {}
}
