package drawbridge.operator.control;

import drawbridge.operator.control.token.ApiTokens;
import drawbridge.operator.control.token.TokenValue;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Scope;
import drawbridge.operator.entity.TokenGrant;
import drawbridge.platform.Ids;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists, creates and removes API tokens (O1). Operators manage their own tokens, and admins remove
 * all. A token manages tokens only with the scope {@code admin} and for all workspaces.
 */
@ApplicationScoped
public class TokenCommands {

  /** Maximum number of tokens of one account. */
  public static final int MOST_TOKENS = 100;

  private static final String CREATE = "api-token.create";
  private static final String REMOVE = "api-token.remove";

  @Inject ApiTokens tokens;
  @Inject AuditedCommands commands;
  @Inject CurrentOperator currentOperator;
  @Inject Clock clock;

  /**
   * A token to create.
   *
   * @param workspaces ids by name; empty for all workspaces
   * @param expiresAt empty without an end
   */
  public record NewToken(
      String name,
      Set<Scope> scopes,
      Optional<Map<String, String>> workspaces,
      Optional<Instant> expiresAt) {}

  /** The result of a creation. */
  public sealed interface Outcome {

    /** The token is stored. Not a record: records print their secrets. */
    final class Created implements Outcome {
      private final ApiToken token;
      private final String value;

      private Created(ApiToken token, String value) {
        this.token = token;
        this.value = value;
      }

      public ApiToken token() {
        return token;
      }

      /** Returns the value, which the store does not have. */
      public String value() {
        return value;
      }
    }

    /** The account has a token with this name. */
    record Taken() implements Outcome {}

    /** The account has {@link #MOST_TOKENS} tokens. */
    record TooMany() implements Outcome {}

    /** The token would outlive the token that creates it. */
    record TooLate(Instant latest) implements Outcome {}
  }

  /** Returns the tokens that the current operator may see: its own, or all for an admin. */
  public List<ApiToken> visible() {
    return currentOperator.may(Scope.ADMIN)
        ? tokens.all()
        : tokens.of(currentOperator.person().account());
  }

  /** Finds a token that the current operator may see. */
  public Optional<ApiToken> find(String id) {
    return visible().stream().filter(token -> token.id().equals(id)).findFirst();
  }

  /**
   * Creates a token for the account of the current operator.
   *
   * @throws NotAllowed when the operator may not create tokens, or lacks one of the scopes
   */
  public Outcome create(NewToken wanted) {
    Person creator = currentOperator.person();
    for (Scope scope : wanted.scopes()) {
      currentOperator.require(new Action("A token with the scope " + scope.text(), scope));
    }
    Optional<Instant> latest = Optional.ofNullable(creator.token()).map(TokenGrant::expiresAt);
    if (latest.isPresent()
        && wanted.expiresAt().filter(it -> !it.isAfter(latest.get())).isEmpty()) {
      return new Outcome.TooLate(latest.get());
    }
    return commands.make(
        Change.of(action(CREATE, creator.account()), null, wanted.name()).saying(described(wanted)),
        () -> createUnlessTaken(wanted, creator),
        Outcome.Created.class::isInstance);
  }

  private Outcome createUnlessTaken(NewToken wanted, Person creator) {
    if (isTaken(wanted, creator)) {
      return new Outcome.Taken();
    } else if (tokens.of(creator.account()).size() >= MOST_TOKENS) {
      return new Outcome.TooMany();
    }
    String value = TokenValue.generate();
    Instant now = clock.instant();
    ApiToken token =
        new ApiToken(
            Ids.next(now.toEpochMilli()),
            wanted.name(),
            TokenValue.digest(value),
            creator,
            wanted.scopes(),
            wanted.workspaces().map(it -> Set.copyOf(it.values())),
            wanted.expiresAt(),
            now);
    try {
      tokens.add(token, Optional.ofNullable(creator.token()));
      return new Outcome.Created(token, value);
    } catch (EJBException e) {
      if (isTaken(wanted, creator)) {
        return new Outcome.Taken(); // another request created it concurrently
      }
      throw e;
    }
  }

  private boolean isTaken(NewToken wanted, Person creator) {
    return tokens.of(creator.account()).stream().anyMatch(it -> it.name().equals(wanted.name()));
  }

  /**
   * Removes a token and those that it created.
   *
   * @throws NotAllowed when the operator may not remove it
   */
  public void remove(ApiToken token) {
    commands.make(
        Change.of(action(REMOVE, token.owner()), null, token.name()).saying("of " + token.owner()),
        () -> tokens.remove(token.id()));
  }

  /** People manage the tokens of their own account; everything else needs {@code admin}. */
  private Action action(String name, String owner) {
    Person person = currentOperator.person();
    boolean isOwn = person.token() == null && person.account().equals(owner);
    return new Action(name, isOwn ? Scope.READ : Scope.ADMIN);
  }

  private static String described(NewToken wanted) {
    return "scopes %s; workspaces %s; expires %s"
        .formatted(
            wanted.scopes().stream().sorted().map(Scope::text).collect(Collectors.joining(", ")),
            wanted
                .workspaces()
                .map(it -> it.keySet().stream().sorted().collect(Collectors.joining(", ")))
                .orElse("all"),
            wanted.expiresAt().map(Instant::toString).orElse("never"));
  }
}
