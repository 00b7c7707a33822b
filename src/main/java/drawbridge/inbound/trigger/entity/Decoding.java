package drawbridge.inbound.trigger.entity;

import drawbridge.platform.binding.OneOf;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Replaces a text within a body by what it encodes (T7).
 *
 * @param at a JSON pointer to the text
 * @param as the encoding
 */
public record Decoding(
    @NotNull @Size(max = 1000) String at,
    @NotNull @OneOf({"json", "base64", "form", "xml"}) String as) {}
