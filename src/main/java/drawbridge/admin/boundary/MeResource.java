package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Operators;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Whoever asks. */
@Path("admin/me")
@OperatorsOnly
@RequestScoped
public class MeResource {

  @Inject CurrentOperator currentOperator;
  @Inject Operators operators;
  @Inject OperatorCommands commands;
  @Context HttpHeaders headers;

  /** Name and role. */
  @GET
  public Response show() {
    Person me = currentOperator.person();
    String role = Optional.ofNullable(me.role()).map(Role::text).orElse(null);
    return new Members().with("name", me.name()).with("role", role).reply(200);
  }

  /** Another password; the old one signed this very call, and is void when it returns. */
  @PUT
  @Path("password")
  public Response changePassword(InputStream in) throws IOException {
    AdminBody body = AdminBody.required(in, headers);
    String password = body.required("password").checked("password", Passwords::faultOf).orElse("");
    body.end();
    String name = currentOperator.person().name();
    if (operators.find(name).isEmpty()) {
      throw Refused.conflict(
          "password-elsewhere", "Your password is kept by the server that vouches for you.");
    }
    commands.setOwnPassword(name, password);
    return Response.noContent().build();
  }
}
