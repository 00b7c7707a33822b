package drawbridge.admin.boundary.wire;

import drawbridge.platform.binding.OneOf;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Queries with one parameter that is true or false. */
public final class Flag {

  private static final String TRUE = "true";
  private static final String FALSE = "false";

  private Flag() {}

  /** The query of a removal. */
  public record Force(@OneOf({TRUE, FALSE}) @Nullable String force) {}

  /** The query of a call that can check its body without a change. */
  public record Validate(@OneOf({TRUE, FALSE}) @Nullable String validate) {}

  /** Returns whether unfinished runs are removed too; false by default. */
  public static boolean force(UriInfo uri) {
    return TRUE.equals(QueryParameters.read(uri, Force.class).force());
  }

  /** Returns whether the body is only checked; false by default. */
  public static boolean validate(UriInfo uri) {
    return TRUE.equals(QueryParameters.read(uri, Validate.class).validate());
  }
}
