package drawbridge.admin.boundary.wire;

import drawbridge.platform.binding.OneOf;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Queries with one parameter that is true or false. */
public final class Flag {

  private Flag() {}

  /** The query of a removal. */
  public record Force(@OneOf({"true", "false"}) @Nullable String force) {}

  /** The query of a call that can check its body without a change. */
  public record Validate(@OneOf({"true", "false"}) @Nullable String validate) {}

  /** Returns whether unfinished runs are removed too; false by default. */
  public static boolean force(UriInfo uri) {
    return Boolean.parseBoolean(QueryParameters.read(uri, Force.class).force());
  }

  /** Returns whether the body is only checked; false by default. */
  public static boolean validate(UriInfo uri) {
    return Boolean.parseBoolean(QueryParameters.read(uri, Validate.class).validate());
  }
}
