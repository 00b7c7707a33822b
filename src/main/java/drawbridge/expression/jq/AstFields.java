package drawbridge.expression.jq;

import java.lang.reflect.Field;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a node of jackson-jq's tree by reflection, since the library offers no
 * accessors. Renamed fields fail the first program, and with it the build.
 */
record AstFields(Object owner) {

  Expression same() {
    return (Expression) owner;
  }

  Expression expression(String field) {
    return BoundedAst.bounded((Expression) required(field));
  }

  @Nullable Expression optional(String field) {
    Object found = read(field);
    return found == null ? null : BoundedAst.bounded((Expression) found);
  }

  List<Expression> expressions(String field) {
    return this.<Expression>list(field).stream().map(BoundedAst::bounded).toList();
  }

  PatternMatcher matcher(String field) {
    return AstMembers.bounded((PatternMatcher) required(field));
  }

  String text(String field) {
    return (String) required(field);
  }

  boolean flag(String field) {
    return (Boolean) required(field);
  }

  Version version() {
    return (Version) required("version");
  }

  @SuppressWarnings("unchecked")
  <T> List<T> list(String field) {
    return (List<T>) required(field);
  }

  Object required(String field) {
    Object found = read(field);
    if (found == null) {
      throw new IllegalStateException(owner.getClass().getName() + " has no " + field);
    }
    return found;
  }

  @Nullable Object read(String field) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field candidate : type.getDeclaredFields()) {
        if (candidate.getName().equals(field)) {
          return read(candidate);
        }
      }
    }
    throw new IllegalStateException(owner.getClass().getName() + " has no field " + field);
  }

  private @Nullable Object read(Field field) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("jackson-jq's tree cannot be read", e);
    }
  }
}
