package drawbridge.console.boundary.workflow;

/** What a new workflow begins with: it runs as it is. */
final class StarterDefinition {

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

  private StarterDefinition() {}
}
