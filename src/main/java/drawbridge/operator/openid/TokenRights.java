package drawbridge.operator.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who somebody is by the claims of a token that was checked, and what he may do. */
final class TokenRights {

  private static final int LONGEST_NAME = 200;

  private final OpenIdSettings settings;

  TokenRights(OpenIdSettings settings) {
    this.settings = settings;
  }

  /**
   * The person. The name is told apart from those of the house's own list; the highest role that
   * the claim names counts, and without one the person may do nothing.
   */
  Person person(JWTClaimsSet claims) {
    String name =
        Stream.of("preferred_username", "email", "client_id", "sub")
            .map(claims::getClaim)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("?");
    String known = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return new Person(known + " (openid)", role(claims).orElse(null));
  }

  private Optional<Role> role(JWTClaimsSet claims) {
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

  /** Providers write roles as an array, and a single one or some with spaces as a text. */
  private static Stream<String> texts(@Nullable Object claim) {
    return claim instanceof Collection<?> list
        ? list.stream().filter(Objects::nonNull).map(Object::toString)
        : claim instanceof String text ? Stream.of(text.split(" ", -1)) : Stream.empty();
  }
}
