package drawbridge.console.boundary.request;

import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestEdit;
import drawbridge.admin.control.requests.ResendCommands;
import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.console.boundary.Format;
import drawbridge.console.boundary.PageContext;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends the request of the page again, unchanged or edited (O2). */
@Named("requestResend")
@RequestScoped
public class RequestResendPage {

  private static final int LONGEST_EDITED = 200_000;
  private static final String NOT_SENT = "The request was not sent again.";

  @Inject RequestPage page;
  @Inject ResendCommands resends;
  @Inject CurrentOperator operator;
  @Inject PageContext context;
  @Inject Clock clock;

  private @Nullable String id;
  private @Nullable String headers;
  private @Nullable String body;

  public boolean isOffered() {
    return operator.isMayOperate() && page.getBody() != null;
  }

  /** Returns whether the operator may edit the request, and a form can hold its body. */
  public boolean isEditOffered() {
    String text = page.getBody();
    return operator.isMayAdminister() && text != null && text.length() <= LONGEST_EDITED;
  }

  /** Sends the request unchanged. The dialog has confirmed that it may start new runs. */
  public void send() throws IOException {
    send(RequestEdit.NONE);
  }

  /** Sends the request with the headers and the body of the form. */
  public void sendEdited() throws IOException {
    List<Fault> faults = new ArrayList<>();
    Map<String, List<String>> lines = HeaderLines.read(getHeaders(), faults);
    if (faults.isEmpty()) {
      send(RequestEdit.of(page.getSelected(), lines, getBody()));
    } else {
      refuse(faults);
    }
  }

  private void send(RequestEdit edit) throws IOException {
    ResendCommands.Outcome outcome =
        resends.send(context.workspace(), page.getSelected(), edit, Optional.of(getId()), true);
    if (outcome instanceof ResendCommands.Outcome.Sent sent) {
      context.redirect(
          context.at(RequestPage.PAGE, "id", sent.requestId()),
          sent.isNew() ? "The request was sent again as this one." : "It was sent already.");
    } else if (outcome instanceof ResendCommands.Outcome.Refused refused) {
      context.redirectWithError(here(), NOT_SENT, refused.detail());
    } else if (outcome instanceof ResendCommands.Outcome.Faulty faulty) {
      refuse(faulty.faults());
    } else {
      context.redirectWithError(here(), NOT_SENT, "Its body was not kept.");
    }
  }

  private void refuse(List<Fault> faults) throws IOException {
    context.redirectWithError(
        here(), NOT_SENT, faults.stream().map(Fault::inWords).collect(Collectors.joining(" ")));
  }

  private String here() {
    return context.at(RequestPage.PAGE, "id", page.getSelected().request().id());
  }

  /** Returns the id of the new request, which a form keeps, so that it is sent once. */
  public String getId() {
    String known = id;
    if (known == null) {
      known = Ids.next(clock.millis());
      id = known;
    }
    return known;
  }

  public void setId(@Nullable String id) {
    this.id = id;
  }

  /** Returns the headers, one on each line, without the media type of the body. */
  public String getHeaders() {
    if (headers != null) {
      return headers;
    }
    RequestDetail detail = page.getSelected();
    return HeaderLines.write(detail.request().headers());
  }

  public void setHeaders(@Nullable String headers) {
    this.headers = headers == null ? "" : headers;
  }

  public String getBody() {
    String given = body;
    return given != null ? given : Optional.ofNullable(Format.pretty(page.getBody())).orElse("");
  }

  public void setBody(@Nullable String body) {
    this.body = body == null ? "" : body.replace("\r\n", "\n");
  }
}
