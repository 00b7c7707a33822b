package drawbridge.operator.control.token;

import drawbridge.operator.entity.AccountSource;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.operator.entity.TokenGrant;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and changes API tokens. */
@Stateless
public class ApiTokens {

  /** A later use within this time is not written, because each write is a commit. */
  private static final Duration USE_PRECISION = Duration.ofMinutes(5);

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** Stores a token. A token that another token created knows of its owner what that one knows. */
  public void add(ApiToken token, Optional<TokenGrant> creator) {
    creator.map(it -> entities.find(ApiToken.class, it.tokenId())).ifPresent(token::ownerAsKnownBy);
    entities.persist(token);
  }

  /** Returns the token with this digest; empty when there is none or it has expired. */
  public Optional<ApiToken> valid(String digest) {
    return entities
        .createQuery("select t from ApiToken t where t.digest = :digest", ApiToken.class)
        .setParameter("digest", digest)
        .getResultStream()
        .findFirst()
        .filter(token -> !token.isExpired(clock.instant()));
  }

  /** Returns the current role of the owner; empty when the account has none or was removed. */
  public Optional<Role> currentRole(ApiToken token) {
    return token.source() == AccountSource.BUILT_IN
        ? Optional.ofNullable(entities.find(Operator.class, token.owner())).map(Operator::role)
        : token.outsideRole(clock.instant());
  }

  /** Writes the time of a use, at most once in five minutes on all nodes together. */
  public void used(ApiToken token) {
    Instant now = clock.instant();
    Instant old = now.minus(USE_PRECISION);
    if (token.lastUsedAt().filter(at -> at.isAfter(old)).isEmpty()) {
      entities
          .createQuery(
              "update ApiToken t set t.lastUsedAt = :now where t.id = :id"
                  + " and (t.lastUsedAt is null or t.lastUsedAt <= :old)")
          .setParameter("now", now)
          .setParameter("id", token.id())
          .setParameter("old", old)
          .executeUpdate();
    }
  }

  /** Notes the role of a person from outside who has signed in. */
  public void ownerSignedIn(Person person) {
    if (AccountSource.of(person.name()) != AccountSource.BUILT_IN) {
      Instant now = clock.instant();
      of(person.name()).forEach(token -> token.ownerSignedIn(person.role(), now));
    }
  }

  /** Returns all tokens, by owner and name. */
  public List<ApiToken> all() {
    return entities
        .createQuery("select t from ApiToken t order by t.owner, t.name", ApiToken.class)
        .getResultList();
  }

  /** Returns the tokens of an account, by name. */
  public List<ApiToken> of(String owner) {
    return entities
        .createQuery(
            "select t from ApiToken t where t.owner = :owner order by t.name", ApiToken.class)
        .setParameter("owner", owner)
        .getResultList();
  }

  public Optional<ApiToken> find(String id) {
    return Optional.ofNullable(entities.find(ApiToken.class, id));
  }

  /** Removes a token and those that it created. Does nothing for an unknown id. */
  public void remove(String id) {
    find(id).ifPresent(entities::remove);
  }
}
