package drawbridge.inbound.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("T11")
class TriggerReplyTest {

  private static final JsonNode REQUEST =
      Json.object().put("receivedAt", "2026-11-29T20:00:00.250Z");
  private static final ReplyData EMPTY = ReplyData.of(Json.object(), REQUEST, Optional.empty());

  /** https://docs.slack.dev/interactivity/implementing-slash-commands/ */
  @Test
  void slashCommandGetsAnEphemeralMessage() {
    RenderedReply.Complete reply =
        complete(
            "{'contentType': 'application/json', 'body': {'response_type': 'ephemeral', 'text': 'Got {{runtime.text}} {{runId}}'}}",
            ReplyData.of(Json.read("{\"text\": \"a \\\"b\\\"\"}"), REQUEST, Optional.of("r1")));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).contains("application/json");
    assertThat(Json.read(reply.body()))
        .isEqualTo(
            Json.read("{\"response_type\": \"ephemeral\", \"text\": \"Got a \\\"b\\\" r1\"}"));
  }

  /** https://www.twilio.com/docs/messaging/twiml */
  @Test
  void twimlEscapesWhatTheSenderWrote() {
    RenderedReply.Complete reply =
        complete(
            "{'contentType': 'text/xml', 'body': '<Response><Message>You said {{runtime.Body}}</Message></Response>'}",
            runtime("{\"Body\": \"</Message><Redirect>http://evil</Redirect> & \\u0000 \\\"'\"}"));
    assertThat(reply.contentType()).contains("text/xml; charset=utf-8");
    assertThat(reply.body())
        .isEqualTo(
            "<Response><Message>You said &lt;/Message&gt;&lt;Redirect&gt;http://evil&lt;/Redirect&gt;"
                + " &amp; \uFFFD &quot;&#39;</Message></Response>");
  }

  /**
   * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_notifications.htm
   */
  @Test
  void outboundMessageIsAcknowledgedWithSoap() {
    String body =
        "<soapenv:Envelope xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/'><soapenv:Body>"
            + "<notificationsResponse xmlns='http://soap.sforce.com/2005/09/outbound'><Ack>true</Ack>"
            + "</notificationsResponse></soapenv:Body></soapenv:Envelope>";
    String json = Json.write(Json.object().put("contentType", "text/xml").put("body", body));
    List<Fault> faults = new ArrayList<>();
    TriggerReply reply = TriggerReply.read(JsonBinding.object(json), faults).orElseThrow();
    assertThat(faults).isEmpty();
    assertThat(reply.answer().orElseThrow().render(EMPTY))
        .isInstanceOfSatisfying(
            RenderedReply.Complete.class, it -> assertThat(it.body()).isEqualTo(body));
  }

  /** https://developer.xero.com/documentation/guides/webhooks/overview/ */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'status': 200, 'body': ''}",
        "{'status': 204}",
        "{'body': '{{runtime.absent}}'}"
      })
  void emptyBodyHasNoMediaType(String form) {
    RenderedReply.Complete reply = complete(form, EMPTY);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.contentType()).isEmpty();
  }

  /** https://discord.com/developers/docs/interactions/receiving-and-responding */
  @Test
  void deferredInteractionIsAFixedObject() {
    assertThat(complete("{'body': {'type': 5}}", EMPTY))
        .isEqualTo(
            new RenderedReply.Complete(
                200, Map.of(), Optional.of("application/json"), "{\"type\":5}"));
  }

  @Test
  void headersAreTemplates() {
    RenderedReply.Complete reply =
        complete(
            "{'status': 202, 'headers': {'X-Run': '{{runId}}', 'Retry-After': '3', 'X-Absent': '{{runtime.no}}'}, 'body': 'ok'}",
            ReplyData.of(Json.object(), REQUEST, Optional.of("r1")));
    assertThat(reply.headers())
        .containsOnly(Map.entry("X-Run", "r1"), Map.entry("Retry-After", "3"));
    assertThat(reply.contentType()).contains("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\r\\nSet-Cookie: b", "a\\nb", "a\\u0000", "\\u00e4", "\\u007f", "\\u2028"})
  void valueThatSplitsAHeaderFails(String value) {
    assertThat(
            render("{'headers': {'X-A': '{{runtime.a}}'}}", runtime("{\"a\": \"" + value + "\"}")))
        .isEqualTo(new RenderedReply.Failed("the header X-A has no valid value"));
  }

  @Test
  void textOfJsonEscapesInsideOfStrings() {
    RenderedReply.Complete reply =
        complete(
            "{'contentType': 'application/json', 'body': '{\\'a\\': \\'{{runtime.a}}\\', \\'n\\': {{runtime.n}}, \\'o\\': {{{json runtime.o}}} }'}"
                .replace("\\'", "\\\""),
            runtime("{\"a\": \"x\\\", \\\"admin\\\": \\\"\\n\", \"n\": 1.10, \"o\": {\"b\": 64}}"));
    assertThat(reply.body())
        .isEqualTo("{\"a\": \"x\\\", \\\"admin\\\": \\\"\\n\", \"n\": 1.10, \"o\": {\"b\":64} }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"n\": {{runtime.n}} } | {\"n\": \"1, \\\"admin\\\": true\"}",
        "application/json | {{{runtime.n}}} | {\"n\": \"{} {}\"}",
        "text/xml | <a>{{{runtime.n}}}</a> | {\"n\": \"</a><a>\"}",
        "text/xml | <a>{{{runtime.n}}}</a> | {\"n\": \"<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>\"}",
        "text/xml | <a>{{{runtime.n}}}</a> | {\"n\": \"<?xml-stylesheet href='x'?>\"}",
        "text/xml | {{{runtime.n}}} | {\"n\": \"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>\"}",
        "text/xml | {{{runtime.n}}} | {\"n\": \"<!DOCTYPE a><a/>\"}",
        "text/xml | {{{runtime.n}}} | {\"n\": \"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\"}",
        "text/xml | {{{runtime.n}}} | {\"n\": \"<?xml version='1.0' encoding='UTF-7'?><a/>\"}",
        "text/plain | {{runtime.n}} | {\"n\": \"\\u0000\"}",
      })
  void dataThatBreaksTheBodyFails(String type, String body, String runtime) {
    String form = Json.write(Json.object().put("contentType", type).put("body", body));
    TriggerReply reply =
        TriggerReply.read(JsonBinding.object(form), new ArrayList<>()).orElseThrow();
    assertThat(reply.answer().orElseThrow().render(runtime(runtime)))
        .isInstanceOfSatisfying(
            RenderedReply.Failed.class, it -> assertThat(it.why()).startsWith("the body "));
  }

  @Test
  void tooLongBodyFails() {
    JsonNode runtime = Json.object().put("a", "x".repeat(300_000));
    assertThat(
            render("{'body': '{{runtime.a}}'}", ReplyData.of(runtime, REQUEST, Optional.empty())))
        .isEqualTo(new RenderedReply.Failed("the body has more than 262144 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/javascript",
        "application/javascript",
        "text/css",
        "application/pdf",
        "multipart/mixed",
        "application/rss+xml",
        "application/octet-stream",
        "text/xml; charset=utf-7",
        "text/plain; charset=iso-8859-1",
        "text/plain; boundary=a",
        "application/json\r\nX: y",
        "text/xsl",
        "application/mathml+xml",
        "text/cache-manifest",
        "",
      })
  void mediaTypeThatBrowsersExecuteIsRefused(String type) {
    List<Fault> faults = new ArrayList<>();
    String form = Json.write(Json.object().put("contentType", type).put("body", "a"));
    assertThat(TriggerReply.read(JsonBinding.object(form), faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsOnly("/contentType");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie",
        "Location",
        "Connection",
        "Transfer-Encoding",
        "Content-Length",
        "Content-Type",
        "Access-Control-Allow-Origin",
        "Content-Security-Policy",
        "Upgrade",
        "Trailer",
        "Link",
        "Refresh",
        "X-Accel-Redirect",
        "X-Sendfile",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-XSS-Protection",
        "X-Forwarded-Host",
        "Clear-Site-Data",
        "Strict-Transport-Security",
        "X-A:",
        "X-A\r\nB",
        "",
        "X-",
        "Alt-Svc",
        "Service-Worker-Allowed",
        "X-SourceMap",
        "WWW-Authenticate",
        "x-http-method-override",
      })
  void headerOutsideOfTheListIsRefused(String name) {
    List<Fault> faults = new ArrayList<>();
    var form = Json.object();
    form.putObject("headers").put(name, "a");
    assertThat(TriggerReply.read(JsonBinding.object(Json.write(form)), faults)).isEmpty();
    assertThat(faults).extracting(Fault::detail).containsOnly(ReplyHeaderName.EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Run", "x-slack-no-retry", "Ce-Type", "Content-Language", "Retry-After"})
  void headerOfTheListIsAllowed(String name) {
    var form = Json.object();
    form.putObject("headers").put(name, "a");
    assertThat(complete(Json.write(form), EMPTY).headers()).containsEntry(name, "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status': 302} | /status",
        "{'status': 199} | /status",
        "{'body': '{{states.a.value}}'} | /body",
        "{'body': '{{secrets.a}}'} | /body",
        "{'body': '{{output.a}}'} | /body",
        "{'body': '{{#if runtime.a}}'} | /body",
        "{'body': '{{#each runtime.a}}{{@root.env}}{{/each}}'} | /body",
        "{'body': {'a': ['{{nope}}']}} | /body/a/0",
        "{'body': {'a': '${ env }'}} | /body/a",
        "{'headers': {'X-A': '{{nope}}'}} | /headers/X-A",
        "{'headers': {'X-A': 1}} | /headers/X-A",
        "{'headers': {'X-A': 'a', 'x-a': 'b'}} | /headers/x-a",
        "{'status': 204, 'body': 'a'} | /body",
        "{'contentType': 'text/xml', 'body': '<a>'} | /body",
        "{'contentType': 'text/xml', 'body': {'a': 1}} | /body",
        "{'contentType': 'application/json', 'body': '{'} | /body",
        "{'within': 'PT1S'} | /within",
        "{'otherwise': {}} | /otherwise",
        "{'from': 'run'} | /within",
        "{'from': 'runs', 'within': 'PT1S'} | /from",
        "{'from': 'run', 'within': 'PT31S'} | /within",
        "{'from': 'run', 'within': 'soon'} | /within",
        "{'from': 'run', 'within': 'PT1S', 'contentType': 'text/xml'} | /body",
        "{'from': 'run', 'within': 'PT1S', 'otherwise': {'body': '{{output.a}}'}} | /otherwise/body",
        "{'from': 'run', 'within': 'PT1S', 'otherwise': {'status': 500}} | /otherwise/status",
        "{'from': 'run', 'within': 'PT1S', 'otherwise': {'headers': {'Location': 'a'}}} | /otherwise/headers/Location",
        "{'unknown': 1} | /unknown",
      })
  void everyFaultHasItsPointer(String form, String pointer) {
    List<Fault> faults = new ArrayList<>();
    assertThat(TriggerReply.read(JsonBinding.object(form.replace('\'', '"')), faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsOnly(pointer);
  }

  @Test
  @Tag("E8")
  void nowIsTheArrivalOfTheRequest() {
    assertThat(complete("{'body': {'at': '${ now }', 'on': '${ now | todate }'}}", EMPTY).body())
        .isEqualTo("{\"at\":1795982400.25,\"on\":\"2026-11-29T20:00:00Z\"}");
  }

  @ParameterizedTest
  @Tag("E6")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'body': {'a': '${ $other }'}} | /body/a",
        "{'body': {'a': '${ $output }'}} | /body/a",
        "{'body': {'a': '${ $secrets.a }'}} | /body/a",
        "{'body': {'a': '${ $ENV.HOME }'}} | /body/a",
        "{'body': {'a': '${ input }'}} | /body/a",
        "{'body': {'a': '${ @nope }'}} | /body/a",
        "{'body': {'a': '${ now(1) }'}} | /body/a",
        "{'from': 'run', 'within': 'PT1S', 'otherwise': {'body': {'a': '${ $output }'}}} | /otherwise/body/a",
      })
  void jqThatCannotWorkIsRefused(String form, String pointer) {
    List<Fault> faults = new ArrayList<>();
    assertThat(TriggerReply.read(JsonBinding.object(form.replace('\'', '"')), faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsOnly(pointer);
  }

  @Test
  @Tag("T14")
  void unknownVariableOfAStoredReplyFailsOnlyWhereItIsUsed() {
    TriggerReply stored =
        TriggerReply.stored(
            JsonBinding.object("{\"body\": {\"a\": \"${ if .runtime.b then $c else 1 end }\"}}"));
    ReplyTemplate template = stored.answer().orElseThrow();
    assertThat(body(template, EMPTY)).isEqualTo("{\"a\":1}");
    assertThat(template.render(runtime("{\"b\": true}")))
        .isInstanceOfSatisfying(
            RenderedReply.Failed.class, it -> assertThat(it.why()).contains("$c"));
  }

  @Test
  void runIdOfAnIgnoredRequestIsNull() {
    assertThat(complete("{'body': {'a': '${ [$runId, .runId] }'}}", EMPTY).body())
        .isEqualTo("{\"a\":[null,null]}");
  }

  @Test
  void membersOfAnElementNeedNoRoot() {
    assertThat(
            complete(
                    "{'body': '{{#each runtime.items as |item|}}{{name}}/{{item.name}} {{/each}}'}",
                    runtime("{\"items\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}"))
                .body())
        .isEqualTo("a/a b/b ");
  }

  @Test
  void replyFromTheRunUsesItsOutput() {
    TriggerReply reply =
        read(
            "{'from': 'run', 'within': 'PT3S', 'contentType': 'text/plain', 'body': '{{output.text}}', 'otherwise': {'body': 'later {{runId}}'}}");
    ReplyData data = ReplyData.of(Json.object(), REQUEST, Optional.of("r1"));
    assertThat(
            body(
                reply.answer().orElseThrow(),
                data.withOutput("{\"text\": \"done\"}").orElseThrow()))
        .isEqualTo("done");
    TriggerReply.FromRun fromRun = reply.fromRun().orElseThrow();
    assertThat(fromRun.within()).hasSeconds(3);
    assertThat(body(fromRun.otherwise().orElseThrow(), data)).isEqualTo("later r1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1.10}", "\"text\"", "null", "[1]"})
  void replyFromTheRunIsItsOutputByDefault(String output) {
    TriggerReply reply = read("{'from': 'run', 'within': 'PT3S'}");
    assertThat(body(reply.answer().orElseThrow(), EMPTY.withOutput(output).orElseThrow()))
        .isEqualTo(output);
  }

  @Test
  void damagedOutputIsNoData() {
    assertThat(EMPTY.withOutput("{\"text\": ")).isEmpty();
  }

  @Test
  void storedFormThatDoesNotCompileHasNoAnswer() {
    TriggerReply reply =
        TriggerReply.stored(JsonBinding.object("{\"headers\": {\"Location\": \"a\"}}"));
    assertThat(reply.answer()).isEmpty();
    assertThat(reply.json().toString()).isEqualTo("{\"headers\":{\"Location\":\"a\"}}");
  }

  private static String body(ReplyTemplate template, ReplyData data) {
    return template.render(data).match(RenderedReply.Complete::body, RenderedReply.Failed::why);
  }

  private static ReplyData runtime(String json) {
    return ReplyData.of(Json.read(json), REQUEST, Optional.empty());
  }

  private static RenderedReply.Complete complete(String form, ReplyData data) {
    return (RenderedReply.Complete) render(form, data);
  }

  private static RenderedReply render(String form, ReplyData data) {
    return read(form).answer().orElseThrow().render(data);
  }

  private static TriggerReply read(String form) {
    List<Fault> faults = new ArrayList<>();
    Optional<TriggerReply> reply =
        TriggerReply.read(JsonBinding.object(form.replace('\'', '"')), faults);
    assertThat(faults).isEmpty();
    return reply.orElseThrow();
  }
}
