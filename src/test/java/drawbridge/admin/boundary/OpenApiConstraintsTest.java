package drawbridge.admin.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.boundary.wire.RequestReply;
import drawbridge.admin.boundary.wire.ResendCall;
import drawbridge.admin.boundary.wire.RunReply;
import drawbridge.admin.boundary.wire.TriggerReplies;
import drawbridge.admin.control.RunningServer;
import drawbridge.admin.control.journal.RunTimeline;
import drawbridge.admin.control.list.EncryptionKeys;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.runs.ProblemLine;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.issue.boundary.IssuesResource;
import drawbridge.admin.issue.control.IssueLine;
import drawbridge.admin.replay.boundary.ReplayReply;
import drawbridge.admin.replay.boundary.ReplaysResource;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.transfer.boundary.ImportResource;
import drawbridge.inbound.reply.ReplyForm;
import drawbridge.inbound.trigger.control.saving.Reencryption;
import drawbridge.inbound.trigger.setup.Decoding;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.inbound.trigger.setup.RouteForm;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.inbound.trigger.setup.UidForm;
import drawbridge.openapi.Description;
import drawbridge.platform.Problem;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.json.Json;
import drawbridge.workflow.graph.GraphEdge;
import drawbridge.workflow.graph.GraphNode;
import drawbridge.workflow.graph.TaskGraph;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Compares the records of the API with the schemas of {@code openapi.yaml}. */
class OpenApiConstraintsTest {

  private static final Description OURS = Description.ours();

  private record Described(Class<?> type, String schema) {
    @Override
    public String toString() {
      return schema;
    }
  }

  static final List<Described> REQUESTS =
      List.of(
          new Described(WorkspacesResource.NewWorkspace.class, "WorkspaceCreation"),
          new Described(SecretsResource.Rotation.class, "SecretRotation"),
          new Described(TriggersResource.Renewal.class, "TriggerRenewal"),
          new Described(TriggerSecretsResource.Rotation.class, "TriggerSecretRotation"),
          new Described(WorkspacesResource.HiddenHeaders.class, "HiddenHeaders"),
          new Described(RunsResource.Replay.class, "ReplayRequest"),
          new Described(ResendCall.class, "RequestResend"),
          new Described(ReplaysResource.NewReplay.class, "BulkReplayRequest"),
          new Described(RunFilter.class, "RunQuery"),
          new Described(IssuesResource.NewState.class, "IssueChange"),
          new Described(IssuesResource.NewReplay.class, "IssueReplay"),
          new Described(VerifyResource.Uids.class, "VerificationRequest"),
          new Described(MeResource.NewPassword.class, "PasswordChange"),
          new Described(OperatorsResource.Saved.class, "OperatorChange"),
          new Described(TokensResource.TokenCreation.class, "ApiTokenCreation"),
          new Described(SetupForm.class, "TriggerSetup"),
          new Described(UidForm.class, "Part"),
          new Described(RouteForm.class, "Route"),
          new Described(Decoding.class, "Decoding"),
          new Described(ReplyForm.class, "TriggerAnswer"),
          new Described(ReplyForm.Answer.class, "TriggerAnswerWithoutRun"),
          new Described(SetupForm.Limit.class, "Rate"));

  static final List<Described> REPLIES =
      List.of(
          new Described(WorkspacesResource.WorkspaceList.class, "WorkspaceList"),
          new Described(WorkspacesResource.WorkspaceReply.class, "Workspace"),
          new Described(SecretsResource.Secrets.class, "SecretList"),
          new Described(SecretsResource.SecretReply.class, "Secret"),
          new Described(SecretsResource.NewSecret.class, "CreatedSecret"),
          new Described(TriggersResource.Triggers.class, "TriggerList"),
          new Described(TriggerReplies.TriggerReply.class, "Trigger"),
          new Described(PresetDifference.class, "PresetDifference"),
          new Described(PresetDifference.Member.class, "PresetMember"),
          new Described(PresetsResource.PresetList.class, "PresetList"),
          new Described(PresetsResource.PresetReply.class, "Preset"),
          new Described(PresetsResource.InputReply.class, "PresetInput"),
          new Described(PresetsResource.TestReply.class, "PresetTest"),
          new Described(TriggerSecretsResource.Secrets.class, "TriggerSecretList"),
          new Described(TriggerReplies.SecretReply.class, "TriggerSecret"),
          new Described(TriggerSecretsResource.NewSecret.class, "CreatedTriggerSecret"),
          new Described(TriggerSecretsResource.ReadSecret.class, "ReadTriggerSecret"),
          new Described(TriggersResource.Window.class, "TriggerWindow"),
          new Described(ProviderRowsResource.RowList.class, "ProviderRowList"),
          new Described(ProviderRowsResource.RowReply.class, "ProviderRow"),
          new Described(WorkflowsResource.Workflows.class, "WorkflowList"),
          new Described(WorkflowsResource.WorkflowReply.class, "Workflow"),
          new Described(WorkflowsResource.SavedWorkflow.class, "SavedWorkflow"),
          new Described(WorkflowsResource.Versions.class, "WorkflowVersionList"),
          new Described(WorkflowsResource.VersionReply.class, "WorkflowVersion"),
          new Described(WorkflowsResource.ReferenceList.class, "ReferenceList"),
          new Described(WorkflowsResource.ReferenceReply.class, "Reference"),
          new Described(RunsResource.Runs.class, "RunPage"),
          new Described(RunReply.class, "Run"),
          new Described(RunLine.class, "RunLine"),
          new Described(ProblemLine.class, "ProblemLine"),
          new Described(RequestsResource.RequestPage.class, "RequestPage"),
          new Described(RequestLine.class, "RequestSummary"),
          new Described(RequestReply.class, "Request"),
          new Described(RequestReply.RefusalReply.class, "RequestRefusal"),
          new Described(RequestsResource.Resent.class, "ResentRequest"),
          new Described(RunReply.Entry.class, "Step"),
          new Described(RunTimeline.class, "RunTimeline"),
          new Described(RunTimeline.Line.class, "TimelineStep"),
          new Described(RunTimeline.Child.class, "StartedRun"),
          new Described(TaskGraph.class, "TaskGraph"),
          new Described(GraphNode.class, "GraphNode"),
          new Described(GraphEdge.class, "GraphEdge"),
          new Described(RunsResource.Replayed.class, "ReplayedRun"),
          new Described(ReplaysResource.Replays.class, "BulkReplayPage"),
          new Described(Previews.Preview.class, "BulkReplayPreview"),
          new Described(ReplayReply.class, "BulkReplay"),
          new Described(IssuesResource.Issues.class, "IssuePage"),
          new Described(IssuesResource.Shown.class, "IssueWithReplays"),
          new Described(IssueLine.class, "Issue"),
          new Described(ImportResource.Imported.class, "ImportResult"),
          new Described(VerifyResource.Verification.class, "Verification"),
          new Described(RejectionsResource.Rejections.class, "RejectionList"),
          new Described(RejectionsResource.RejectionReply.class, "Rejection"),
          new Described(RefusedResource.Deliveries.class, "RefusedDeliveryPage"),
          new Described(RefusedResource.DeliveryReply.class, "RefusedDelivery"),
          new Described(RefusedResource.WholeDelivery.class, "WholeRefusedDelivery"),
          new Described(UnknownUrlsResource.UnknownUrls.class, "UnknownUrlList"),
          new Described(UnknownUrlsResource.UnknownUrlReply.class, "UnknownUrl"),
          new Described(MeResource.Me.class, "CurrentOperator"),
          new Described(OperatorsResource.OperatorList.class, "OperatorList"),
          new Described(OperatorsResource.OperatorReply.class, "Operator"),
          new Described(RunningServer.Description.class, "Server"),
          new Described(RunningServer.Setting.class, "Setting"),
          new Described(TokensResource.Tokens.class, "ApiTokenList"),
          new Described(TokensResource.TokenReply.class, "ApiToken"),
          new Described(TokensResource.CreatedToken.class, "CreatedApiToken"),
          new Described(AuditResource.Entries.class, "AuditPage"),
          new Described(AuditResource.Entry.class, "AuditEntry"),
          new Described(EncryptionKeys.Usage.class, "Encryption"),
          new Described(Reencryption.Outcome.class, "Reencryption"),
          new Described(BackupResource.BackupReply.class, "Backup"),
          new Described(Problem.Body.Line.class, "Fault"));

  @ParameterizedTest
  @FieldSource("REQUESTS")
  void requestConstraintsMatchTheSchema(Described request) throws Exception {
    JsonNode schema = schema(request);
    assertNames(request, schema);
    assertThat(required(schema)).isEqualTo(names(request, OpenApiConstraintsTest::isNotNull));
    for (RecordComponent component : request.type().getRecordComponents()) {
      Field field = request.type().getDeclaredField(component.getName());
      assertThat(constraints(field))
          .as(request + "/" + component.getName())
          .isEqualTo(stated(schema.path("properties").path(component.getName())));
    }
  }

  @ParameterizedTest
  @FieldSource("REPLIES")
  void nonNullReplyComponentsAreRequiredInTheSchema(Described reply) {
    JsonNode schema = schema(reply);
    assertNames(reply, schema);
    assertThat(required(schema))
        .isEqualTo(names(reply, it -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class)));
  }

  private static JsonNode schema(Described described) {
    ObjectNode whole = Json.object();
    add(OURS.schema(described.schema()), whole.putObject("properties"), whole.putArray("required"));
    assertThat(whole.path("properties")).as(described.schema()).isNotEmpty();
    return whole;
  }

  private static void add(JsonNode schema, ObjectNode properties, ArrayNode required) {
    schema.path("allOf").forEach(part -> add(OURS.resolve(part), properties, required));
    properties.setAll(schema.path("properties") instanceof ObjectNode own ? own : Json.object());
    schema.path("required").forEach(required::add);
  }

  private static boolean isNotNull(RecordComponent component) {
    try {
      return component
          .getDeclaringRecord()
          .getDeclaredField(component.getName())
          .isAnnotationPresent(NotNull.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNames(Described described, JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    assertThat(names(described, it -> true)).isEqualTo(names);
  }

  private static Set<String> names(Described described, Predicate<RecordComponent> wanted) {
    return Arrays.stream(described.type().getRecordComponents())
        .filter(wanted)
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> required(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("required").forEach(name -> names.add(name.textValue()));
    return names;
  }

  /** Returns the constraints of a member, by their OpenAPI names. */
  private static Map<String, String> stated(JsonNode member) {
    JsonNode schema = OURS.resolve(member.has("allOf") ? member.at("/allOf/0") : member);
    Map<String, String> stated = new TreeMap<>();
    for (String name :
        List.of("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "format")) {
      if (schema.has(name)) {
        stated.put(name, schema.path(name).asText());
      }
    }
    if (schema.has("enum")) {
      Set<String> words = new TreeSet<>();
      schema.path("enum").forEach(word -> words.add(word.asText()));
      stated.put("enum", words.toString());
    }
    return stated;
  }

  private static Map<String, String> constraints(Field field) {
    Map<String, String> found = new TreeMap<>();
    boolean isList = field.getType() == List.class;
    put(found, field, Size.class, isList ? "minItems" : "minLength", it -> bound(it.min(), 0));
    put(
        found,
        field,
        Size.class,
        isList ? "maxItems" : "maxLength",
        it -> bound(it.max(), Integer.MAX_VALUE));
    put(found, field, Min.class, "minimum", it -> String.valueOf(it.value()));
    put(found, field, Max.class, "maximum", it -> String.valueOf(it.value()));
    put(found, field, OneOf.class, "enum", it -> new TreeSet<>(List.of(it.value())).toString());
    put(found, field, UuidText.class, "format", it -> "uuid");
    put(found, field, IsoInstant.class, "format", it -> "date-time");
    put(found, field, IsoDuration.class, "format", it -> "duration");
    return found;
  }

  private static @Nullable String bound(int bound, int none) {
    return bound == none ? null : String.valueOf(bound);
  }

  private static <A extends Annotation> void put(
      Map<String, String> found,
      AnnotatedElement field,
      Class<A> type,
      String name,
      Function<A, @Nullable String> value) {
    Stream.concat(
            Arrays.stream(field.getAnnotations()),
            Arrays.stream(field.getAnnotations())
                .flatMap(it -> Arrays.stream(it.annotationType().getAnnotations())))
        .filter(type::isInstance)
        .map(type::cast)
        .map(value)
        .filter(it -> it != null)
        .forEach(it -> found.put(name, it));
  }
}
