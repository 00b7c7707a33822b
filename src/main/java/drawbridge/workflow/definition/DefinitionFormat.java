package drawbridge.workflow.definition;

/** How a definition's text is written. */
public enum DefinitionFormat {
  /** One YAML document without anchors, aliases and tags. */
  YAML,
  /** RFC 8259, without comments. */
  JSON
}
