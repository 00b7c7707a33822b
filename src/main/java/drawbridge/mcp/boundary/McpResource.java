package drawbridge.mcp.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.BodyReader;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.WaitPreference;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.control.count.Rejections;
import drawbridge.mcp.control.Tools;
import drawbridge.mcp.protocol.ProtocolVersion;
import drawbridge.mcp.protocol.RequestHead;
import drawbridge.mcp.protocol.RpcFault;
import drawbridge.mcp.protocol.RpcMessage;
import drawbridge.mcp.protocol.RpcReply;
import drawbridge.mcp.protocol.ServerResults;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The address of the Model Context Protocol: takes one message a request, and answers it with JSON
 * (Streamable HTTP, without a session and without a stream). One instance serves all requests, as
 * {@link drawbridge.inbound.boundary.InboundResource} does.
 */
@Path("mcp/{workspace}")
@McpAuthenticated
@ApplicationScoped
public class McpResource {

  /** Before the name of the workspace, within the application. */
  static final String ADDRESS = "/api/mcp";

  /** How long a call waits for its run, unless the client prefers less (M1). */
  private static final Duration WAIT = Duration.ofSeconds(30);

  @Inject BodyReader bodies;
  @Inject BodyLimits limits;
  @Inject Admission admission;
  @Inject Rejections rejections;
  @Inject Tools tools;
  @Inject ToolCalls calls;
  @Context SecurityContext security;
  @Context HttpHeaders headers;

  /** Answers a request, and accepts a notification without an effect. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> post(InputStream bytes) {
    Optional<Problem> refusal = BodyReader.refusal(headers);
    return refusal.isPresent()
        ? refuse(refusal.get())
        : bodies.read(caller(), headers, bytes, limits.ofWorkspace(), this::read, this::refuse);
  }

  private CompletionStage<Response> read(ReceivedBody body) {
    FaultList faults = new FaultList();
    Optional<ObjectNode> tree = BodyTree.object(body.content(), body.memory(), faults);
    Problem problem = faults.toProblem();
    if (!faults.isEmpty() && problem.status() != Response.Status.BAD_REQUEST.getStatusCode()) {
      return refuse(problem); // a limit of the node
    }
    try {
      if (tree.isEmpty()) {
        throw isArray(body.content())
            ? RpcFault.invalid("A request is one message; batches are not supported.")
            : RpcFault.unreadable(problem.inWords());
      } else if (!faults.isEmpty()) {
        throw RpcFault.invalid(problem.inWords());
      }
      return answer(RpcMessage.read(tree.get()));
    } catch (RpcFault e) {
      return now(fault(tree.flatMap(RpcMessage::id), e));
    }
  }

  private CompletionStage<Response> answer(RpcMessage message) throws RpcFault {
    if (message.id().isEmpty()) {
      return now(Response.accepted().build());
    }
    ProtocolVersion version = head().versionOf(message);
    JsonNode id = message.id().get();
    Optional<ObjectNode> known = ServerResults.of(message, version);
    if (known.isPresent()) {
      return now(reply(RpcReply.of(id, known.get())));
    } else if (message.method().equals(RpcMessage.LIST)) {
      return now(reply(RpcReply.of(id, tools.list(caller().workspace().id(), message.cursor()))));
    }
    return calls
        .call(caller(), message, WaitPreference.waiting(headers, WAIT))
        .thenApply(result -> reply(RpcReply.of(id, result)));
  }

  private RequestHead head() {
    return new RequestHead(
        header("MCP-Protocol-Version"), header("Mcp-Method"), header("Mcp-Name"));
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.getHeaderString(name)).map(String::strip);
  }

  private static boolean isArray(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("[");
  }

  /** Counts the code only: the message of a fault may name what the client sent. */
  private Response fault(Optional<JsonNode> id, RpcFault fault) {
    rejections.count(caller().workspace().name(), "mcp-message", "JSON-RPC error " + fault.code());
    return reply(RpcReply.of(id, fault));
  }

  private static Response reply(RpcReply reply) {
    return Response.status(reply.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Json.write(reply.message()).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private CompletionStage<Response> refuse(Problem problem) {
    return now(admission.refuse(caller(), problem));
  }

  private static CompletionStage<Response> now(Response reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private Caller caller() {
    return (Caller) Objects.requireNonNull(security.getUserPrincipal());
  }
}
