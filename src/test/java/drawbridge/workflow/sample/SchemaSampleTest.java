package drawbridge.workflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.schema.DataSchema;
import drawbridge.workflow.schema.Draft;
import drawbridge.workflow.schema.SchemaReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("X23")
class SchemaSampleTest {

  private static final JsonNode ANY = Json.object();
  private static final Duration BOUND = Duration.ofSeconds(30); // on a busy machine

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'const':{'a':1}}~{'a':1}",
        "{'examples':['Ada'],'default':'x','type':'string'}~'Ada'",
        "{'examples':[1],'default':'x','type':'string'}~'x'",
        "{'enum':['b','a']}~'b'",
        "{'enum':['b',2],'type':'integer'}~2",
        "{'type':'integer'}~1",
        "{'type':'integer','minimum':7}~7",
        "{'type':'integer','exclusiveMinimum':7}~8",
        "{'type':'integer','maximum':-3}~-3",
        "{'type':'integer','minimum':7,'multipleOf':5}~10",
        "{'type':'number','minimum':0.5,'exclusiveMaximum':1}~0.5",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1}~0.5",
        "{'type':'boolean'}~true",
        "{'type':'null'}~null",
        "{'type':['null','string']}~'text'",
        "{'type':'string','minLength':7}~'texttex'",
        "{'type':'string','maxLength':2}~'te'",
        "{'type':'string','format':'email'}~'ada1@example.org'",
        "{'type':'string','format':'date'}~'2026-01-01'",
        "{'pattern':'^[A-Z]{2}-[0-9]+$'}~'AA-0'",
        "{'pattern':'^(?:GET|POST)\\\\s\\\\u0041[^a-z]$'}~'GET A0'",
        "{'pattern':'^a*$','minLength':20,'maxLength':20}~'aaaaaaaaaaaaaaaaaaaa'",
        "{'properties':{'a':{'type':'integer'},'b':{}},'required':['c','a']}~{'a':1,'b':'text','c':'text'}",
        "{'type':'object','properties':{'a':false,'b':{'const':1}}}~{'b':1}",
        "{'minProperties':2,'propertyNames':{'enum':['x','y']}}~{'x':'text','y':'text'}",
        "{'patternProperties':{'^n\\\\d$':{'const':1}},'minProperties':1,'additionalProperties':false}~{'n0':1}",
        "{'properties':{'a':{},'b':{}},'maxProperties':1}~{'a':'text'}",
        "{'required':['a'],'dependentRequired':{'a':['b']},'dependentSchemas':{'b':{'required':['c']}}}"
            + "~{'a':'text','b':'text','c':'text'}",
        "{'type':'array'}~['text']",
        "{'prefixItems':[{'const':1},{'const':2}],'items':{'const':3},'minItems':3}~[1,2,3]",
        "{'type':'array','contains':{'const':5},'minContains':2}~[5,5]",
        "{'type':'array','uniqueItems':true,'minItems':3,'items':{'type':'integer'}}~[1,2,3]",
        "{'type':'array','uniqueItems':true,'minItems':2,'items':{'enum':['a','b']}}~['a','b']",
        "{'type':'array','uniqueItems':true,'minItems':2,'items':{'required':['n'],'properties':{'n':{'type':'integer'}}}}"
            + "~[{'n':1},{'n':2}]",
        "{'allOf':[{'minimum':3},{'type':'integer'},{'maximum':9}]}~3",
        "{'anyOf':[false,{'const':2}]}~2",
        "{'oneOf':[{'required':['a']},{'required':['b']}],'properties':{'a':{'const':1},'b':{'const':2}}}~{'a':1}",
        "{'type':'integer','not':{'maximum':4}}~5",
        "{'properties':{'k':{'enum':['x','y']}},'required':['k'],'if':{'properties':{'k':{'const':'x'}}},"
            + "'then':false}~{'k':'y'}",
        "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#b'},'c':{'$anchor':'b','const':4}}}~4",
        "{'$id':'https://example.org/o','$ref':'p','$defs':{'x':{'$id':'p','const':5}}}~5",
        "{'properties':{'v':{'const':1},'next':{'$ref':'#'}},'required':['v']}~{'v':1,'next':{'v':1,'next':{'v':1,"
            + "'next':{'v':1,'next':{'v':1,'next':{'v':1,'next':{'v':1}}}}}}}",
        "{'anyOf':[{'type':'null'},{'required':['next'],'properties':{'next':{'$ref':'#'}}}]}~null",
        "true~'text'"
      })
  void sampleFollowsTheKeywords(String schema, String sample) {
    assertThat(sample(quoted(schema)).map(Json::write)).hasValue(quoted(sample));
  }

  @Test
  void keywordsBesideAReferenceAreIgnoredUpToDraft7() {
    String schema =
        quoted(
            "{'$schema':'http://json-schema.org/draft-07/schema#','const':2,"
                + "'$ref':'#/definitions/a','definitions':{'a':{'const':1}}}");
    assertThat(sample(schema).map(Json::write)).hasValue("1");
    String flag = quoted("{'minimum':3,'exclusiveMinimum':true,'type':'integer'}");
    assertThat(of(read(flag, Optional.of(Draft.V4))).map(Json::write)).hasValue("4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "{'type':'string','enum':[1]}",
        "{'type':'integer','minimum':2,'maximum':1}",
        "{'pattern':'^a$','minLength':2,'type':'string'}",
        "{'minItems':100000,'type':'array'}",
        "{'type':'string','minLength':100000}",
        "{'required':['a'],'properties':{'a':{'$ref':'#'}},'type':'object'}",
        "{'allOf':[{'type':'object'},{'type':'array'}]}"
      })
  void schemaWithoutASampleHasNone(String schema) {
    Assertions.assertTimeoutPreemptively(BOUND, () -> assertThat(sample(quoted(schema))).isEmpty());
  }

  @Test
  void searchEndsWithinItsBound() {
    StringBuilder fork = new StringBuilder("{\"allOf\":[");
    for (int i = 0; i < 200; i++) {
      fork.append("{\"anyOf\":[{\"required\":[\"a" + i + "\"]},{\"required\":[\"b" + i + "\"]}]},");
    }
    String forks = fork + "{\"maxProperties\":5}]}";
    String wide =
        "{\"required\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"],\"additionalProperties\":"
            + "{\"$ref\":\"#\"}}";
    String heavy =
        "{\"items\":{\"default\":\""
            + "x".repeat(100_000)
            + "\"},\"minItems\":900,\"type\":\"array\"}";
    for (String schema : List.of(forks, wide, heavy)) {
      Assertions.assertTimeoutPreemptively(BOUND, () -> assertThat(sample(schema)).isEmpty());
    }
  }

  /** Random schemas: what is offered fits, and most schemas that fit something have a sample. */
  @Test
  void everySampleFitsAndIsTheSameAgain() {
    Random random = new Random(7);
    int found = 0;
    int all = 2_000;
    for (int i = 0; i < all; i++) {
      String text = Json.write(schema(random, 3));
      DataSchema schema = read(text, Optional.empty());
      Optional<JsonNode> sample = of(schema);
      sample.ifPresent(it -> assertThat(schema.faults(it)).as("%s fits %s", it, text).isEmpty());
      assertThat(of(read(text, Optional.empty()))).as(text).isEqualTo(sample);
      found += sample.isPresent() ? 1 : 0;
    }
    assertThat(found).isGreaterThan(all * 7 / 10); // random bounds often contradict each other
  }

  private static JsonNode schema(Random random, int depth) {
    ObjectNode schema = Json.object();
    switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 ->
          schema.put("type", "integer").put("minimum", random.nextInt(10)).put("multipleOf", 3);
      case 1 ->
          schema.put("type", "string").put("minLength", random.nextInt(9)).put("format", "date");
      case 2 ->
          schema
              .put("pattern", "^[a-c]{2," + (2 + random.nextInt(4)) + "}x?$")
              .put("type", "string");
      case 3 ->
          schema.putArray("enum").add(random.nextInt(3)).add("v" + random.nextInt(3)).addNull();
      case 4 -> schema.put("type", "number").put("exclusiveMaximum", random.nextInt(9) - 4);
      case 5 -> {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < 4; i++) {
          properties.set("m" + i, schema(random, depth - 1));
        }
        schema.putArray("required").add("m" + random.nextInt(5));
        if (random.nextBoolean()) {
          schema.put("additionalProperties", false).put("maxProperties", 1 + random.nextInt(4));
        }
      }
      case 6 -> {
        schema.put("type", "array").put("minItems", random.nextInt(4));
        schema.put("uniqueItems", random.nextBoolean());
        schema.set("items", schema(random, depth - 1));
      }
      case 7 -> branches(schema.putArray(random.nextBoolean() ? "anyOf" : "oneOf"), random, depth);
      default -> {
        schema.set("not", schema(random, 0));
        branches(schema.putArray("anyOf"), random, depth);
      }
    }
    return schema;
  }

  private static void branches(ArrayNode array, Random random, int depth) {
    for (int i = 0; i < 3; i++) {
      array.add(schema(random, depth - 1));
    }
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static Optional<JsonNode> sample(String schema) {
    return of(read(schema, Optional.empty()));
  }

  private static Optional<JsonNode> of(DataSchema schema) {
    return SchemaSample.of(schema, ANY, UnaryOperator.identity());
  }

  private static DataSchema read(String schema, Optional<Draft> draft) {
    List<String> refused = new ArrayList<>();
    return SchemaReader.read(
            Json.read(schema), draft, (pointer, detail) -> refused.add(pointer + " " + detail))
        .orElseThrow(() -> new AssertionError(refused + " " + schema));
  }
}
