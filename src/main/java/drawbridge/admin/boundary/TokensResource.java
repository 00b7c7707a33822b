package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.TokenCommands;
import drawbridge.operator.control.TokenCommands.NewToken;
import drawbridge.operator.control.TokenCommands.Outcome;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.Fault;
import drawbridge.platform.StorableInstant;
import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.binding.OneOf;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists, creates and removes API tokens. Shows the value of a new token only. */
@Path("admin/tokens")
@OperatorsOnly
@RequestScoped
public class TokensResource {

  @Inject TokenCommands commands;
  @Inject Workspaces workspaces;
  @Inject Clock clock;
  @Context HttpHeaders headers;

  /** Returns your tokens, or all to an admin, by owner and name, without their values. */
  @GET
  public Response list() {
    Map<String, String> names = namesAndIds(Workspace::id, Workspace::name);
    return Reply.ok(
        new Tokens(commands.visible().stream().map(it -> TokenReply.of(it, names)).toList()));
  }

  /** Creates a token for your account and returns its value, this once. */
  @POST
  public Response create(InputStream in) throws IOException {
    TokenCreation body = RequestBody.required(in, headers, TokenCreation.class);
    List<Fault> faults = new ArrayList<>();
    Optional<Instant> expiresAt = Optional.ofNullable(body.expires()).map(StorableInstant::parse);
    if (expiresAt.filter(it -> !it.isAfter(clock.instant())).isPresent()) {
      faults.add(Fault.at("/expires", "must be in the future"));
    }
    Optional<Map<String, String>> limited =
        Optional.ofNullable(body.workspaces()).map(names -> ids(names, faults));
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    Set<Scope> scopes =
        body.scopes().stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
    Outcome outcome = commands.create(new NewToken(body.name(), scopes, limited, expiresAt));
    if (outcome instanceof Outcome.Created created) {
      TokenReply token =
          TokenReply.of(created.token(), namesAndIds(Workspace::id, Workspace::name));
      return Reply.created(CreatedToken.of(token, created.value()));
    }
    throw refused(outcome);
  }

  /** Returns the ids of named workspaces, by name. */
  private Map<String, String> ids(List<String> names, List<Fault> faults) {
    Map<String, String> ids = namesAndIds(Workspace::name, Workspace::id);
    for (int index = 0; index < names.size(); index++) {
      if (!ids.containsKey(names.get(index))) {
        faults.add(Fault.at("/workspaces/" + index, "names no workspace"));
      }
    }
    ids.keySet().retainAll(names);
    return ids;
  }

  private Map<String, String> namesAndIds(
      Function<Workspace, String> key, Function<Workspace, String> value) {
    return workspaces.all().stream().collect(Collectors.toMap(key, value));
  }

  private static Refused refused(Outcome outcome) {
    if (outcome instanceof Outcome.TooLate late) {
      return Refused.malformed(
          "/expires",
          "must be given, and not later than " + late.latest() + ", when your own token expires");
    }
    return outcome instanceof Outcome.TooMany
        ? Refused.conflict(
            "too-many-tokens",
            "Your account has "
                + TokenCommands.MOST_TOKENS
                + " tokens, which is the limit. Remove one first.")
        : Refused.conflict(
            "token-exists",
            "Your account has a token with this name. Remove it first, or choose another name.");
  }

  /** Removes a token, and the tokens that it created. Their values are invalid at once. */
  @DELETE
  @Path("{token}")
  public Response remove(@PathParam("token") String id) {
    commands.remove(
        commands.find(id.toLowerCase(Locale.ROOT)).orElseThrow(Refused.notFound("token")));
    return Response.noContent().build();
  }

  /** The body of a new token. Without workspaces, it is for all of them. */
  public record TokenCreation(
      @NotNull
          @Pattern(
              regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}",
              message =
                  "must have 1 to 60 letters, digits, dots, underscores and hyphens, and start with"
                      + " a letter or digit")
          String name,
      @NotNull @Size(min = 1, max = 6)
          List<@NotNull @OneOf({"read", "run", "requests:edit", "operate", "admin", "mcp"}) String>
              scopes,
      @Size(min = 1, max = ApiToken.MOST_WORKSPACES) @Nullable List<@NotNull String> workspaces,
      @IsoInstant @Nullable String expires) {}

  /** A list of tokens. */
  public record Tokens(List<TokenReply> tokens) {}

  /** A token without its value. Without workspaces, it is for all of them. */
  public record TokenReply(
      String id,
      String name,
      String owner,
      List<String> scopes,
      @Nullable List<String> workspaces,
      Instant createdAt,
      @Nullable Instant expires,
      @Nullable Instant lastUsedAt) {

    static TokenReply of(ApiToken token, Map<String, String> names) {
      return new TokenReply(
          token.id(),
          token.name(),
          token.owner(),
          token.scopes().stream().map(Scope::text).toList(),
          token.workspaceIds().map(ids -> named(ids, names)).orElse(null),
          token.createdAt(),
          token.expiresAt().orElse(null),
          token.lastUsedAt().orElse(null));
    }

    /** Returns the names of workspaces, without the removed ones. */
    private static List<String> named(Set<String> ids, Map<String, String> names) {
      return ids.stream()
          .map(id -> Optional.ofNullable(names.get(id)))
          .flatMap(Optional::stream)
          .sorted()
          .toList();
    }
  }

  /** A new token with its value. */
  public record CreatedToken(
      String id,
      String name,
      String owner,
      List<String> scopes,
      @Nullable List<String> workspaces,
      Instant createdAt,
      @Nullable Instant expires,
      String value) {

    static CreatedToken of(TokenReply token, String value) {
      return new CreatedToken(
          token.id(),
          token.name(),
          token.owner(),
          token.scopes(),
          token.workspaces(),
          token.createdAt(),
          token.expires(),
          value);
    }
  }
}
