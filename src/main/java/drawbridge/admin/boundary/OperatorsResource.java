package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.ChosenPassword;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Operators;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Role;
import drawbridge.platform.binding.OneOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists, saves and removes the operators that the store holds. */
@Path("admin/operators")
@OperatorsOnly
@RequestScoped
public class OperatorsResource {

  @Inject Operators operators;
  @Inject OperatorCommands commands;
  @Context HttpHeaders headers;

  /** Returns all operators, by name, without their passwords. */
  @GET
  public Response list() {
    return Reply.ok(new OperatorList(operators.all().stream().map(OperatorReply::of).toList()));
  }

  /** Creates an operator and returns the password, this once; or changes role or password. */
  @PUT
  @Path("{operator}")
  public Response save(@PathParam("operator") String name, InputStream in) throws IOException {
    Saved body = RequestBody.required(in, headers, Saved.class);
    Optional<Role> role = Optional.ofNullable(body.role()).flatMap(Role::of);
    Optional<String> password = Optional.ofNullable(body.password());
    Optional<Operator> known = operators.find(name);
    return known.isPresent()
        ? change(known.get(), role, password)
        : create(name, role.orElseThrow(OperatorsResource::roleless), password);
  }

  private Response create(String name, Role role, Optional<String> chosen) {
    if (!Operator.NAME.matcher(name).matches()) {
      throw Refused.malformed(
          "",
          "the name of an operator has 1 to 100 letters, digits and . _ @ + -, and starts with a"
              + " letter or digit");
    }
    String password = chosen.orElseGet(Passwords::generate);
    if (!commands.create(name, password, role)) {
      throw Refused.conflict(
          "operator-exists",
          "Another request created an operator with this name. Read it and send the change again.");
    }
    OperatorReply reply = shown(name);
    return Reply.created(
        new NewOperator(
            reply.name(), reply.role(), reply.createdAt(), reply.passwordAt(), password));
  }

  private Response change(Operator operator, Optional<Role> role, Optional<String> password) {
    check(commands.change(operator, role, password));
    return Reply.ok(shown(operator.name()));
  }

  /** Removes an operator. The name and the password are invalid at once. */
  @DELETE
  @Path("{operator}")
  public Response remove(@PathParam("operator") String name) {
    if (operators.find(name).isEmpty()) {
      throw Refused.notFound("operator").get();
    }
    check(commands.remove(name));
    return Response.noContent().build();
  }

  private static void check(boolean isDone) {
    if (!isDone) {
      throw Refused.conflict("last-admin", "At least one operator must remain admin.");
    }
  }

  private static Refused roleless() {
    return Refused.malformed("/role", "is missing: a new operator needs one");
  }

  private OperatorReply shown(String name) {
    Supplier<Refused> notFound = Refused.notFound("operator");
    return operators.find(name).map(OperatorReply::of).orElseThrow(notFound);
  }

  /** The body: the members that are set change. A new operator needs a role. */
  public record Saved(
      @OneOf({"viewer", "operator", "admin"}) @Nullable String role,
      @ChosenPassword @Nullable String password) {}

  /** A list of operators. */
  public record OperatorList(List<OperatorReply> operators) {}

  /** An operator without the password. */
  public record OperatorReply(String name, String role, Instant createdAt, Instant passwordAt) {
    static OperatorReply of(Operator operator) {
      return new OperatorReply(
          operator.name(), operator.role().text(), operator.createdAt(), operator.passwordAt());
    }
  }

  /** A new operator with the password. */
  public record NewOperator(
      String name, String role, Instant createdAt, Instant passwordAt, String password) {}
}
