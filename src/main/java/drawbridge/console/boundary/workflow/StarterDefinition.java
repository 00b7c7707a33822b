package drawbridge.console.boundary.workflow;

/** The definition that the editor shows for a new workflow. It is valid. */
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
