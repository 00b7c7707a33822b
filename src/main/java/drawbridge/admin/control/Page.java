package drawbridge.admin.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param next cursor of the next page; empty on the last page
 */
public record Page<T, C>(List<T> items, Optional<C> next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Returns a page of a list that was read with one item more than the page holds.
   *
   * @param cursor returns the cursor of the page after an item
   */
  public static <T, C> Page<T, C> of(List<T> found, int most, Function<T, C> cursor) {
    return found.size() <= most
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, most), Optional.of(cursor.apply(found.get(most - 1))));
  }
}
