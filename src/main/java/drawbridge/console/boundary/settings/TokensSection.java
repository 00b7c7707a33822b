package drawbridge.console.boundary.settings;

import drawbridge.console.boundary.Lazy;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.TokenCommands;
import drawbridge.operator.control.TokenCommands.NewToken;
import drawbridge.operator.control.TokenCommands.Outcome;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists, creates and removes API tokens: the own ones, or all for an admin. */
@Named("apiTokens")
@RequestScoped
public class TokensSection extends NamedObjectSection {

  private static final String ANCHOR = "tokens";

  private static final int USUAL_DAYS = 90;

  @Inject TokenCommands commands;
  @Inject WorkspaceNames workspaces;
  @Inject CurrentOperator operator;
  @Inject Clock clock;

  private final Lazy<List<ApiToken>> all = new Lazy<>(() -> commands.visible());
  private int days = USUAL_DAYS;
  private String id = "";
  private @Nullable String value;

  /** A scope that the operator may grant. */
  public record Choice(String scope, String permits) {}

  public List<ApiToken> getAll() {
    return all.get();
  }

  /** Returns the scopes that the operator may grant. */
  public List<Choice> getChoices() {
    return Stream.of(Scope.values())
        .filter(operator::may)
        .map(it -> new Choice(it.text(), permits(it)))
        .toList();
  }

  private static String permits(Scope scope) {
    return switch (scope) {
      case READ -> "reads everything but secrets and the URLs of triggers";
      case RUN -> "reads, replays runs and sends requests again";
      case REQUESTS_EDIT -> "reads, and sends requests again, edited";
      case OPERATE -> "does what the role operator does";
      case ADMIN -> "does everything, and creates tokens";
      case MCP -> "calls tools over MCP only";
    };
  }

  /** Returns the scopes of a token, separated by commas. */
  public String scopes(ApiToken token) {
    return token.scopes().stream().map(Scope::text).collect(Collectors.joining(", "));
  }

  /** Returns the names of the workspaces of a token. */
  public String workspaces(ApiToken token) {
    return token.workspaceIds().map(ids -> workspaces.of(ids)).orElse("all");
  }

  /** Returns whether a token has ended. */
  public boolean isExpired(ApiToken token) {
    return token.isExpired(clock.instant());
  }

  /** Creates a token. Only the response to this request shows its value. */
  public void create() {
    Set<Scope> scopes =
        submitted("scope").map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
    Set<String> selected = submitted("limit").collect(Collectors.toSet());
    Map<String, String> limited = workspaces.ids(selected);
    if (!ApiToken.NAME.matcher(getName()).matches()) {
      setFault(
          "The name must have 1 to 60 letters, digits, dots, underscores and hyphens, and start with"
              + " a letter or digit.");
    } else if (scopes.isEmpty()) {
      setFault("Select at least one scope.");
    } else if (limited.size() < selected.size()) {
      setFault("A selected workspace does not exist. Reload the page and select again.");
    } else if (limited.size() > ApiToken.MOST_WORKSPACES) {
      setFault("Select at most " + ApiToken.MOST_WORKSPACES + " workspaces.");
    } else {
      show(
          commands.create(
              new NewToken(
                  getName(),
                  scopes,
                  limited.isEmpty() ? Optional.empty() : Optional.of(limited),
                  expiresAt())));
    }
  }

  private static Stream<String> submitted(String field) {
    String[] values =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterValuesMap()
            .get(field);
    return values == null ? Stream.empty() : Stream.of(values);
  }

  private Optional<Instant> expiresAt() {
    return days > 0 ? Optional.of(clock.instant().plus(Duration.ofDays(days))) : Optional.empty();
  }

  private void show(Outcome outcome) {
    if (outcome instanceof Outcome.Created created) {
      value = created.value();
      all.forget();
      closeDialog();
    } else {
      setFault(
          outcome instanceof Outcome.TooMany
              ? "You have " + TokenCommands.MOST_TOKENS + " tokens. Remove one first."
              : "You have a token with this name. Remove it first, or choose another name.");
    }
  }

  /** Removes a token, and the tokens that it created. */
  public void remove() throws IOException {
    Optional<ApiToken> token = commands.find(id);
    if (token.isPresent()) {
      commands.remove(token.get());
      context.redirect(url(ANCHOR), "The token was removed. Requests with it get 401.");
    } else {
      context.redirectWithError(url(ANCHOR), "The token does not exist.", "");
    }
  }

  /** Returns the value that this request created; null in every other response. */
  public @Nullable String getValue() {
    return value;
  }

  /** Returns the days until the token ends; 0 without an end. */
  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }

  public String getId() {
    return id;
  }

  public void setId(@Nullable String id) {
    this.id = id == null ? "" : id;
  }
}
