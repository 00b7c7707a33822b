package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.ContentType;
import java.util.Locale;
import java.util.Optional;

/**
 * A media type that a trigger accepts (T6).
 *
 * @param name in lower case: {@code application/json}, which stands for every JSON type of C10, or
 *     the range {@code *}{@code /*}, which stands for all types
 */
public record MediaKind(String name) {

  /** The default. */
  public static final MediaKind JSON = new MediaKind("application/json");

  static final MediaKind ANY = new MediaKind("*/*");

  private static final int LONGEST = 255;

  /**
   * Returns a media type.
   *
   * @throws IllegalArgumentException with a message that completes "mediaTypes …"
   */
  public static MediaKind of(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    boolean isType =
        name.length() <= LONGEST
            && name.indexOf('*') < 0
            && name.indexOf(';') < 0
            && ContentType.of(name).filter(it -> it.name().equals(name)).isPresent();
    if (isType || name.equals(ANY.name)) {
      return new MediaKind(name);
    }
    throw new IllegalArgumentException(
        "must be media types like application/json without parameters, or */*");
  }

  /** Whether bodies are JSON objects or arrays. */
  public boolean isJson() {
    return !isAny() && BodyFormat.of(Optional.of(type())) == BodyFormat.JSON;
  }

  /** Whether it stands for all types. */
  public boolean isAny() {
    return equals(ANY);
  }

  /** Returns the media type of a sample request. */
  public MediaKind example() {
    return isAny() ? JSON : this;
  }

  /**
   * Whether a request is accepted.
   *
   * @param type empty when it is missing or unreadable, which counts as JSON (C10)
   */
  public boolean accepts(Optional<ContentType> type) {
    if (isAny() || type.isEmpty()) {
      return isAny() || isJson();
    }
    return type.get().name().equals(name) || (equals(JSON) && type.get().isJson());
  }

  private ContentType type() {
    return ContentType.of(name).orElseThrow();
  }
}
