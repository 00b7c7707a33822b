package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.body.EncodedText;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form of an {@link EncodedText} (T7).
 *
 * @param at a JSON pointer to the text; empty for a body that is one text
 * @param as the encoding
 * @param whole whether the result becomes the whole body; null for no
 */
public record Decoding(
    @NotNull @Size(max = 1000) String at,
    @NotNull @OneOf({"json", "base64", "form", "xml"}) String as,
    @Nullable Boolean whole)
    implements SelfChecked {

  @Override
  public void check(List<Fault> faults) {
    if (at != null && !EncodedText.isPointer(at)) {
      faults.add(Fault.at("/at", "must be a JSON pointer like /payload, or empty"));
    }
  }

  /** Returns the text that it decodes. */
  public EncodedText toText() {
    return new EncodedText(
        at, EncodedText.Encoding.valueOf(as.toUpperCase(Locale.ROOT)), Boolean.TRUE.equals(whole));
  }
}
