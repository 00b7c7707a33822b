package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Operators;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The house's own list of operators. */
@Path("admin/operators")
@OperatorsOnly
@RequestScoped
public class OperatorsResource {

  @Inject Operators operators;
  @Inject OperatorCommands commands;
  @Context HttpHeaders headers;

  /** All of them, by name, without their passwords. */
  @GET
  public Response list() {
    return new Members().list("operators", operators.all(), OperatorsResource::members).reply(200);
  }

  /** A new one, whose password is answered this once; or other rights or another password. */
  @PUT
  @Path("{operator}")
  public Response save(@PathParam("operator") String name, InputStream in) throws IOException {
    AdminBody body = AdminBody.required(in, headers);
    Optional<Role> role =
        body.parsed(
            "role",
            "must be viewer, operator or admin",
            text -> Role.of(text).orElseThrow(IllegalArgumentException::new));
    Optional<String> password = body.checked("password", Passwords::faultOf);
    body.end();
    Optional<Operator> known = operators.find(name);
    return known.isPresent()
        ? change(known.get(), role, password)
        : create(name, role.orElseThrow(OperatorsResource::roleless), password);
  }

  private Response create(String name, Role role, Optional<String> chosen) {
    if (!Operator.NAME.matcher(name).matches()) {
      throw Refused.malformed(
          List.of(
              Fault.at(
                  "",
                  "the name of an operator has 1 to 100 letters, digits and . _ @ + -, and starts"
                      + " with a letter or digit")));
    }
    String password = chosen.orElseGet(Passwords::generate);
    if (!commands.create(name, password, role)) {
      throw Refused.conflict("operator-exists", "Somebody made an operator of this name just now.");
    }
    return shown(name).with("password", password).reply(201);
  }

  private Response change(Operator operator, Optional<Role> role, Optional<String> password) {
    check(commands.change(operator, role, password));
    return shown(operator.name()).reply(200);
  }

  /** Removes one; at once nobody comes in with this name and password. */
  @DELETE
  @Path("{operator}")
  public Response remove(@PathParam("operator") String name) {
    if (operators.find(name).isEmpty()) {
      throw Refused.notFound("operator").get();
    }
    check(commands.remove(name));
    return Response.noContent().build();
  }

  private static void check(OperatorCommands.Outcome outcome) {
    if (outcome == OperatorCommands.Outcome.LAST_ADMIN) {
      throw Refused.conflict("last-admin", "Nobody would be left who may administer.");
    }
  }

  private static Refused roleless() {
    return Refused.malformed(List.of(Fault.at("/role", "is missing: a new operator needs one")));
  }

  private Members shown(String name) {
    Supplier<Refused> gone = Refused.notFound("operator");
    return operators.find(name).map(OperatorsResource::members).orElseThrow(gone);
  }

  private static Members members(Operator operator) {
    return new Members()
        .with("name", operator.name())
        .with("role", operator.role().text())
        .with("createdAt", operator.createdAt())
        .with("passwordAt", operator.passwordAt());
  }
}
