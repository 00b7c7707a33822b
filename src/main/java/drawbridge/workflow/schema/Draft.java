package drawbridge.workflow.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.resource.SchemaLoader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A version of JSON Schema, the newest first. */
@SuppressWarnings("ImmutableEnumChecker") // the library's types do not change after their making
public enum Draft {
  V2020_12("2020-12", Dialects.getDraft202012()),
  V2019_09("2019-09", Dialects.getDraft201909()),
  V7("draft-07", Dialects.getDraft7()),
  V6("draft-06", Dialects.getDraft6()),
  V4("draft-04", Dialects.getDraft4());

  private final String version;
  private final Dialect dialect;
  private @Nullable Schema itself;

  Draft(String version, Dialect dialect) {
    this.version = version;
    this.dialect =
        Dialect.builder(dialect)
            .keywords(
                dialect.getKeywords().values().stream()
                    .filter(keyword -> !keyword.getValue().equals("format")) // is not asserted
                    .<Keyword>map(MeteredKeyword::new)
                    .toList())
            .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
            .build();
  }

  /** Returns the version as it is written in {@code format: json:2020-12}. */
  public String version() {
    return version;
  }

  /** Returns the value of {@code $schema}. */
  public String iri() {
    return dialect.getId();
  }

  /** Whether {@code $ref} hides all keywords beside it. */
  public boolean hidesBesideReferences() {
    return compareTo(V7) >= 0;
  }

  /** Returns the draft of a version; empty when it is unknown. */
  public static Optional<Draft> of(String version) {
    return Arrays.stream(values()).filter(it -> it.version.equals(version)).findFirst();
  }

  /** Returns the draft that {@code $schema} names; empty when it is unknown. */
  static Optional<Draft> named(String iri) {
    return Arrays.stream(values())
        .filter(it -> plain(it.dialect.getId()).equals(plain(iri)))
        .findFirst();
  }

  /** Returns all versions, for messages. */
  public static String versions() {
    return Arrays.stream(values()).map(Draft::version).collect(Collectors.joining(", "));
  }

  /** Returns the schema of schemas, which is compiled when it is first needed. */
  synchronized Schema itself() {
    Schema known = itself;
    if (known == null) {
      known = registry(SchemaLoader.getDefault()).getSchema(SchemaLocation.of(dialect.getId()));
      itself = known;
    }
    return known;
  }

  /** Returns a registry for one schema. It loads nothing. */
  SchemaRegistry registry() {
    return registry(SchemaLoader.builder().block(iri -> true).build());
  }

  private SchemaRegistry registry(SchemaLoader loader) {
    return SchemaRegistry.builder()
        .defaultDialectId(dialect.getId())
        .dialectRegistry(new BasicDialectRegistry(dialect))
        .schemaLoader(loader)
        .schemaRegistryConfig(
            SchemaRegistryConfig.builder()
                .regularExpressionFactory(MeteredKeyword::regularExpression)
                .formatAssertionsEnabled(false)
                .locale(Locale.ENGLISH)
                .build())
        .build();
  }

  private static String plain(String iri) {
    return iri.replaceFirst("#$", "");
  }
}
