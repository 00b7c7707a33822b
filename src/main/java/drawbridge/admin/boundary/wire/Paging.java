package drawbridge.admin.boundary.wire;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the parameters that select a page of a list. Their constraints are checked already. */
public final class Paging {

  private static final int USUAL = 50;

  private Paging() {}

  /** Returns the id after which the page starts. Empty for the first page. */
  public static Optional<String> after(@Nullable String cursor) {
    return Optional.ofNullable(cursor).map(id -> id.toLowerCase(Locale.ROOT));
  }

  /** Returns the most entries of the page, 50 by default. */
  public static int size(@Nullable String limit) {
    return limit == null ? USUAL : Integer.parseInt(limit);
  }
}
