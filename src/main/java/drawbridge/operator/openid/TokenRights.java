package drawbridge.operator.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import drawbridge.operator.entity.AccountSource;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps the claims of a validated token to a person and a role. */
final class TokenRights {

  private static final int MAX_NAME_LENGTH = 200;

  private TokenRights() {}

  /**
   * Returns the person with the highest role of the roles claim, or without a role. The suffix
   * {@code (openid)} separates the name from built-in operators.
   */
  static Person person(JWTClaimsSet claims, OpenIdSettings settings) {
    String name =
        Stream.of("preferred_username", "email", "client_id", "sub")
            .map(claims::getClaim)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("?");
    String shortened = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
    return new Person(AccountSource.OPENID.named(shortened), role(claims, settings).orElse(null));
  }

  private static Optional<Role> role(JWTClaimsSet claims, OpenIdSettings settings) {
    @Nullable Object at = claims.getClaims();
    for (String member : List.of(settings.rolesClaim().split("\\.", -1))) {
      at = at instanceof Map<?, ?> object ? object.get(member) : null;
    }
    return texts(at)
        .filter(text -> text.startsWith(settings.rolePrefix()))
        .map(text -> text.substring(settings.rolePrefix().length()))
        .map(Role::of)
        .flatMap(Optional::stream)
        .max(Role::compareTo);
  }

  /** Splits a claim that is an array, or a text with roles separated by spaces. */
  private static Stream<String> texts(@Nullable Object claim) {
    return claim instanceof Collection<?> list
        ? list.stream().filter(Objects::nonNull).map(Object::toString)
        : claim instanceof String text ? Stream.of(text.split(" ", -1)) : Stream.empty();
  }
}
