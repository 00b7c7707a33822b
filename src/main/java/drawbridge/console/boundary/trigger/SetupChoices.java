package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.Schemes;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The values that the fields of the trigger form offer. */
@Named("setupChoices")
@RequestScoped
public class SetupChoices {

  @Inject TriggerList triggers;
  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private final Lazy<List<Schemes.Offer>> schemes =
      new Lazy<>(() -> triggers.rows(context.workspace().id()).schemes().offers());
  private final Lazy<List<Handshakes.Offer>> handshakes =
      new Lazy<>(() -> triggers.rows(context.workspace().id()).handshakes().offers());

  /** A value of a field and its label. */
  public record Choice(String value, String label) {}

  public List<Choice> getSchemes() {
    List<Choice> choices = new ArrayList<>(List.of(new Choice("", "none: the secret URL only")));
    schemes.get().forEach(offer -> choices.add(new Choice(offer.name(), offer.name())));
    return choices;
  }

  public List<Choice> getHandshakes() {
    List<Choice> choices = new ArrayList<>(List.of(new Choice("", "none")));
    for (Handshakes.Offer offer : handshakes.get()) {
      String label = offer.provider() + (offer.isSigned() ? " (signed)" : "");
      choices.add(new Choice(offer.provider(), label));
    }
    return choices;
  }

  /** Returns the members that the setup of some scheme includes, sorted. */
  public List<String> getSchemeMembers() {
    return schemes.get().stream()
        .flatMap(offer -> offer.open().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the names of the schemes whose setup includes the member, separated by spaces. */
  public String schemesWith(String member) {
    return schemes(offer -> offer.open().contains(member));
  }

  /** Returns the names of the schemes that need a secret or public key, separated by spaces. */
  public String getSchemesWithSecret() {
    return schemes(Schemes.Offer::needsSecret);
  }

  private String schemes(Predicate<Schemes.Offer> condition) {
    return String.join(
        " ", schemes.get().stream().filter(condition).map(Schemes.Offer::name).toList());
  }

  /** Returns the members that the setup of some handshake includes, sorted. */
  public List<String> getHandshakeMembers() {
    return handshakes.get().stream()
        .map(Handshakes.Offer::setting)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the providers whose handshake includes the member, separated by spaces. */
  public String providersWith(String member) {
    return providers(offer -> offer.setting().filter(member::equals).isPresent());
  }

  /** Returns the providers whose handshake needs a token or secret, separated by spaces. */
  public String providersNeeding(String need) {
    return providers(offer -> offer.needs().name().equals(need));
  }

  private String providers(Predicate<Handshakes.Offer> condition) {
    return String.join(
        " ", handshakes.get().stream().filter(condition).map(Handshakes.Offer::provider).toList());
  }

  /** Returns the names of the workspace's workflows, sorted. */
  public List<String> getWorkflows() {
    return context.list(it -> workflows.in(it.id())).stream().map(WorkflowLine::name).toList();
  }

  public List<Choice> getUidSources() {
    return List.of(
        new Choice("", "none"),
        new Choice("header", "in a header"),
        new Choice("query", "in the query"),
        new Choice("pointer", "in the body"),
        new Choice("jq", "computed by jq"));
  }

  public List<Choice> getSplits() {
    return List.of(
        new Choice("", "The body is one event"),
        new Choice("yes", "Each element of an array is an event"));
  }

  public List<Choice> getEncodings() {
    return List.of(
        new Choice("json", "JSON"),
        new Choice("form", "form fields"),
        new Choice("xml", "XML"),
        new Choice("base64", "Base64"));
  }

  public List<Choice> getEffects() {
    return List.of(new Choice("start", "Start a workflow"), new Choice("ignore", "Ignore it"));
  }

  public List<Choice> getReplies() {
    return List.of(
        new Choice("", "Receipt with the status 202"),
        new Choice(ReplyFields.RECEIPT_200, "Receipt with the status 200"),
        new Choice(ReplyFields.FIXED, "Fixed reply"),
        new Choice(ReplyFields.FROM_RUN, "Reply from the run"));
  }

  public List<Choice> getOthers() {
    return List.of(new Choice("", "Receipt"), new Choice(ReplyFields.FIXED, "Fixed reply"));
  }

  /**
   * Returns the kinds of a body.
   *
   * @param none the label of a reply without one
   */
  public List<Choice> bodies(String none) {
    return List.of(
        new Choice("", none),
        new Choice(ReplyFields.TEXT, "Text"),
        new Choice(ReplyFields.JSON, "JSON"));
  }
}
