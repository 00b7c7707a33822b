package drawbridge.workflow.definition;

/** The format of a definition's text. */
public enum DefinitionFormat {
  /** One YAML document without anchors, aliases and tags. */
  YAML,
  /** RFC 8259, without comments. */
  JSON
}
