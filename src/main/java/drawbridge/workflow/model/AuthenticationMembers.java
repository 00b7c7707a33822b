package drawbridge.workflow.model;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of policies of authentication, and the rules between them. Names of nested members
 * have dots: {@code client.secret}. Definitions and secrets follow the same rules.
 */
public final class AuthenticationMembers {

  public static final String GRANT = "grant";
  public static final String CLIENT_AUTHENTICATION = "client.authentication";
  public static final String ENCODING = "request.encoding";

  /** The member with the path of the token endpoint, relative to the authority. */
  public static final String TOKEN_PATH = "endpoints.token";

  /** The members that are lists of texts. */
  public static final Set<String> LISTS = Set.of("scopes", "audiences", "issuers");

  /** The members that may name endpoints which are never called. */
  public static final Set<String> UNCALLED =
      Set.of("endpoints.revocation", "endpoints.introspection");

  public static final String FORM = "application/x-www-form-urlencoded";
  public static final String JSON = "application/json";
  public static final String BY_CLIENT = "client_credentials";
  public static final String BY_PASSWORD = "password";
  public static final String BY_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  public static final String SECRET_BASIC = "client_secret_basic";
  public static final String SECRET_POST = "client_secret_post";
  public static final String SECRET_JWT = "client_secret_jwt";
  public static final String KEY_JWT = "private_key_jwt";
  public static final String NO_CLIENT = "none";

  private static final String GRANTS = BY_CLIENT + ", " + BY_PASSWORD + " or " + BY_EXCHANGE;

  /** The members that have few values, which a definition must name literally. */
  public static final Map<String, Set<String>> CHOICES =
      Map.of(
          GRANT, Set.of(BY_CLIENT, BY_PASSWORD, BY_EXCHANGE),
          CLIENT_AUTHENTICATION, Set.of(SECRET_BASIC, SECRET_POST, SECRET_JWT, KEY_JWT, NO_CLIENT),
          ENCODING, Set.of(FORM, JSON));

  private static final Set<String> OF_TOKENS =
      Set.of(
          "authority",
          "username",
          "password",
          "client.id",
          "client.secret",
          "client.assertion",
          "subject.token",
          "subject.type",
          "actor.token",
          "actor.type");

  private final Map<String, String> choices;
  private final Set<String> given;
  private final List<Fault> faults = new ArrayList<>();

  private AuthenticationMembers(Map<String, String> choices, Set<String> given) {
    this.choices = choices;
    this.given = given;
  }

  /** Returns the names of all members that a policy can have. */
  public static Set<String> of(AuthenticationScheme scheme) {
    return switch (scheme) {
      case BASIC, DIGEST -> Set.of("username", "password");
      case BEARER -> Set.of("token");
      case OAUTH2 ->
          union(List.of(OF_TOKENS, LISTS, CHOICES.keySet(), UNCALLED, Set.of(TOKEN_PATH)));
      case OIDC -> union(List.of(OF_TOKENS, LISTS, CHOICES.keySet()));
    };
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Checks a policy.
   *
   * @param choices the values of the members in {@link #CHOICES}
   * @param given the names of all its members
   * @return each fault with the member's name as its pointer; an empty one for the whole policy.
   *     The details contain no values.
   */
  public static List<Fault> faults(
      AuthenticationScheme scheme, Map<String, String> choices, Set<String> given) {
    AuthenticationMembers members = new AuthenticationMembers(choices, given);
    if (scheme.isByToken()) {
      members.checkChoices();
      members.checkGrant();
      members.checkClient();
    } else {
      of(scheme).stream()
          .sorted()
          .forEach(
              name ->
                  members.require(
                      name, "; to take the policy from a secret, write {use: <its name>}"));
    }
    return members.faults;
  }

  private void checkChoices() {
    require("authority", ": the URL of the server that issues tokens");
    require(GRANT, ": " + GRANTS);
    choices.forEach(
        (name, value) -> {
          if (!isKnown(name, value)) {
            faults.add(Fault.at(name, refusal(name, value)));
          }
        });
  }

  private static String refusal(String name, String value) {
    if (!name.equals(GRANT)) {
      Set<String> known = CHOICES.getOrDefault(name, Set.of());
      return "must be one of " + String.join(", ", known.stream().sorted().toList());
    }
    return switch (value) {
      case "authorization_code" ->
          "authorization_code is not supported: it needs a browser; use " + GRANTS;
      case "refresh_token" ->
          "refresh_token is not supported: the DSL has no member for the refresh token; use "
              + GRANTS;
      default -> "must be " + GRANTS;
    };
  }

  private void checkGrant() {
    String grant = choices.getOrDefault(GRANT, "");
    String chosen = GRANT + " " + grant;
    if (isKnown(GRANT, grant)) {
      requireOnly(grant.equals(BY_PASSWORD), List.of("username", "password"), chosen);
      requireOnly(grant.equals(BY_EXCHANGE), List.of("subject.token", "subject.type"), chosen);
      boolean hasActor = given.contains("actor.token") || given.contains("actor.type");
      if (hasActor) {
        requireOnly(grant.equals(BY_EXCHANGE), List.of("actor.token", "actor.type"), chosen);
      }
    }
  }

  private void checkClient() {
    String method = choices.getOrDefault(CLIENT_AUTHENTICATION, SECRET_POST);
    String chosen = CLIENT_AUTHENTICATION + " " + method;
    if (isKnown(CLIENT_AUTHENTICATION, method)) {
      boolean isSecret = Set.of(SECRET_BASIC, SECRET_POST, SECRET_JWT).contains(method);
      if (!method.equals(NO_CLIENT)) {
        require("client.id", " for " + chosen);
      } else if (BY_CLIENT.equals(choices.get(GRANT))) {
        faults.add(
            Fault.at(
                CLIENT_AUTHENTICATION,
                "none is not possible with grant " + BY_CLIENT + ": the client must prove itself"));
      }
      requireOnly(isSecret, List.of("client.secret"), chosen);
      requireOnly(method.equals(KEY_JWT), List.of("client.assertion"), chosen);
    }
  }

  private static boolean isKnown(String name, String value) {
    return CHOICES.getOrDefault(name, Set.of()).contains(value);
  }

  private void require(String name, String why) {
    if (!given.contains(name)) {
      faults.add(Fault.at("", "`" + name + "` is missing" + why));
    }
  }

  /** Requires members, or refuses them, because a choice has no use for them. */
  private void requireOnly(boolean areUsed, List<String> names, String chosen) {
    for (String name : names) {
      if (areUsed) {
        require(name, " for " + chosen);
      } else if (given.contains(name)) {
        faults.add(Fault.at(name, "not used with " + chosen + "; leave it out"));
      }
    }
  }
}
