package drawbridge.operator.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token of the API. Its name, scopes, workspaces and end never change. Holds the SHA-256 of the
 * value, not the value.
 */
@Entity
@Table(name = "api_token")
public class ApiToken {

  /** Valid names. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

  /** Maximum number of workspaces of a limited token. */
  public static final int MOST_WORKSPACES = 100;

  /**
   * How long a role counts that the realm or the OpenID provider stated. They do not report a
   * removed account, so the owner must sign in again within this time.
   */
  public static final Duration OUTSIDE_ROLE_AGE = Duration.ofDays(7);

  private static final Duration SIGN_IN_PRECISION = Duration.ofHours(1);

  @Id private String id;
  private String name;

  @SuppressWarnings("UnusedVariable") // read by queries
  private String digest;

  private String owner;

  @Column(name = "operator_name")
  private @Nullable String operatorName;

  @Column(name = "parent_id")
  private @Nullable String parentId;

  @Enumerated(EnumType.STRING)
  @Column(name = "owner_role")
  private @Nullable Role ownerRole;

  @Column(name = "owner_seen_at")
  private @Nullable Instant ownerSeenAt;

  private String scopes;
  private @Nullable String workspaces;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  protected ApiToken() {}

  /**
   * Creates a token of an account.
   *
   * @param creator the owner, or a token of the owner
   * @param workspaceIds empty for all workspaces
   * @param expiresAt empty without an end
   */
  public ApiToken(
      String id,
      String name,
      String digest,
      Person creator,
      Collection<Scope> scopes,
      Optional<Set<String>> workspaceIds,
      Optional<Instant> expiresAt,
      Instant createdAt) {
    if (!NAME.matcher(name).matches() || scopes.isEmpty()) {
      throw new IllegalArgumentException("invalid name, or no scope: " + name);
    }
    this.id = id;
    this.name = name;
    this.digest = digest;
    this.owner = creator.account();
    this.parentId = Optional.ofNullable(creator.token()).map(TokenGrant::tokenId).orElse(null);
    if (source() == AccountSource.BUILT_IN) {
      this.operatorName = owner;
    } else {
      this.ownerRole = creator.role();
      this.ownerSeenAt = createdAt;
    }
    this.scopes = scopes.stream().sorted().distinct().map(Scope::text).collect(joining());
    this.workspaces =
        workspaceIds.map(ids -> ids.stream().sorted().collect(joining())).orElse(null);
    this.createdAt = createdAt;
    this.expiresAt = expiresAt.orElse(null);
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(" ");
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Returns the name of the account whose token this is. */
  public String owner() {
    return owner;
  }

  /** Returns where the account of the owner is kept. */
  public AccountSource source() {
    return AccountSource.of(owner);
  }

  /** Returns the scopes in the order of their declaration. */
  public List<Scope> scopes() {
    return split(scopes).map(Scope::of).flatMap(Optional::stream).toList();
  }

  /** Returns the ids of the workspaces; empty for all workspaces. */
  public Optional<Set<String>> workspaceIds() {
    return Optional.ofNullable(workspaces)
        .map(ids -> split(ids).collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static Stream<String> split(String words) {
    return Stream.of(words.split(" ", -1));
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Returns when the token ends; empty without an end. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Returns the latest use, some minutes late; empty before the first one. */
  public Optional<Instant> lastUsedAt() {
    return Optional.ofNullable(lastUsedAt);
  }

  /** Returns whether the token has ended. */
  public boolean isExpired(Instant now) {
    return expiresAt().filter(end -> !now.isBefore(end)).isPresent();
  }

  /**
   * Returns the role of an owner from outside; empty when the owner has none, or has not signed in
   * for {@link #OUTSIDE_ROLE_AGE}.
   */
  public Optional<Role> outsideRole(Instant now) {
    Instant seenAt = ownerSeenAt;
    return seenAt == null || !now.isBefore(seenAt.plus(OUTSIDE_ROLE_AGE))
        ? Optional.empty()
        : Optional.ofNullable(ownerRole);
  }

  /** Notes that the owner from outside signed in. Changes nothing more than once an hour. */
  public void ownerSignedIn(@Nullable Role role, Instant now) {
    Instant seenAt = ownerSeenAt;
    if (role != ownerRole || seenAt == null || now.isAfter(seenAt.plus(SIGN_IN_PRECISION))) {
      ownerRole = role;
      ownerSeenAt = now;
    }
  }

  /** Copies what is known of the owner from outside from the token that created this one. */
  public void ownerAsKnownBy(ApiToken parent) {
    ownerRole = parent.ownerRole;
    ownerSeenAt = parent.ownerSeenAt;
  }

  /** Returns this token as the user of a request, with the current role of its owner. */
  public Person person(Role currentRole) {
    return new Person(
        owner + " (token " + name + ")",
        currentRole,
        new TokenGrant(
            id,
            owner,
            Set.copyOf(scopes()),
            workspaceIds().map(Set::copyOf).orElse(null),
            expiresAt));
  }
}
