package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.ChosenPassword;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Operators;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Shows the operator of the request and changes its password. */
@Path("admin/me")
@OperatorsOnly
@RequestScoped
public class MeResource {

  @Inject CurrentOperator currentOperator;
  @Inject Operators operators;
  @Inject OperatorCommands commands;
  @Context HttpHeaders headers;

  /** Returns the name, the role and the scopes. */
  @GET
  @WorkspaceFiltered
  public Response show() {
    Person me = currentOperator.person();
    return Reply.ok(
        new Me(
            me.name(),
            Objects.requireNonNull(me.role()).text(),
            Stream.of(Scope.values()).filter(me::may).map(Scope::text).toList()));
  }

  /** Changes the password. The old password is invalid when the call returns. */
  @PUT
  @Path("password")
  public Response changePassword(InputStream in) throws IOException {
    NewPassword body = RequestBody.required(in, headers, NewPassword.class);
    Person me = currentOperator.person();
    if (me.token() != null) {
      throw Refused.with(
          "not-allowed", "Forbidden", 403, "A token changes no password of its owner. Sign in.");
    }
    String name = me.name();
    if (operators.find(name).isEmpty()) {
      throw Refused.conflict(
          "password-elsewhere",
          "The OpenID provider or the realm keeps your password. Change it there.");
    }
    commands.setOwnPassword(name, body.password());
    return Response.noContent().build();
  }

  /** The operator of the request. The filter refuses operators without a role. */
  public record Me(String name, String role, List<String> scopes) {}

  /** The body of a change of the password. */
  public record NewPassword(@NotNull @ChosenPassword String password) {}
}
