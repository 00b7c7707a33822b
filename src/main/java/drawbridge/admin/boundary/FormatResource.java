package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.DefinitionText;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.control.Definitions;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormatter.Formatted;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Formats definitions of workflows. Stores nothing. */
@Path("admin/format")
@OperatorsOnly
@WorkspaceFiltered
@RequestScoped
public class FormatResource {

  @Inject Definitions definitions;
  @Context HttpHeaders headers;
  @Context Request request;

  /** Returns the formatted text, or 422 with the faults of its syntax. */
  @POST
  public Response format(InputStream in) throws IOException {
    DefinitionText text = DefinitionText.read(in, headers);
    Formatted formatted = definitions.format(new Catalogue.Text(text.source(), text.format()));
    if (!formatted.faults().isEmpty()) {
      throw Refused.faulty(formatted.faults());
    }
    return new DefinitionText(formatted.text(), text.format()).reply(request);
  }
}
