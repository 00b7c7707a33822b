package drawbridge.template.jq;

import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Sets of characters, by Unicode. */
final class Characters {

  private Characters() {}

  static boolean isWord(int c) {
    return c == '_'
        || Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  static boolean isHex(int c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  /** The set that a letter after a backslash stands for; null when it stands for none. */
  static @Nullable IntPredicate escaped(int letter) {
    return switch (letter) {
      case 'd' -> Character::isDigit;
      case 'w' -> Characters::isWord;
      case 's' -> Characters::isSpace;
      case 'h' -> Characters::isHex;
      case 'D' -> c -> !Character.isDigit(c);
      case 'W' -> c -> !isWord(c);
      case 'S' -> c -> !isSpace(c);
      case 'H' -> c -> !isHex(c);
      default -> null;
    };
  }

  /** The character that a letter after a backslash stands for: itself, if it is no letter. */
  static int control(int letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'v' -> 0x0B;
      case 'a' -> 0x07;
      case 'e' -> 0x1B;
      default -> {
        if (letter < 128 && Character.isLetterOrDigit(letter)) {
          throw new Refused(
              "\\" + Character.toString(letter) + " is not available in regular expressions here");
        }
        yield letter;
      }
    };
  }

  /** The set of {@code \p{name}} and {@code [:name:]}. */
  static IntPredicate named(String name) {
    try {
      String single =
          switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "word" -> "\\w";
            default -> "\\p{" + name + "}";
          };
      java.util.regex.Pattern one =
          java.util.regex.Pattern.compile(single, java.util.regex.Pattern.UNICODE_CHARACTER_CLASS);
      return c -> one.matcher(Character.toString(c)).matches();
    } catch (PatternSyntaxException e) {
      throw new Refused("a regular expression names characters that are not known");
    }
  }

  static IntPredicate one(int wanted, boolean anyCase) {
    return anyCase ? anyCase(c -> c == wanted) : c -> c == wanted;
  }

  static IntPredicate anyCase(IntPredicate set) {
    return c ->
        set.test(c) || set.test(Character.toLowerCase(c)) || set.test(Character.toUpperCase(c));
  }
}
