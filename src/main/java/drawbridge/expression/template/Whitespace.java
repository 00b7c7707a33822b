package drawbridge.expression.template;

import com.github.jknack.handlebars.internal.HbsLexer;
import com.github.jknack.handlebars.internal.antlr.CommonToken;
import com.github.jknack.handlebars.internal.antlr.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes the whitespace that a template does not render (E9): around {@code ~}, and the line of a
 * block tag or comment that is alone on it.
 *
 * <p>Source: the Handlebars language, "Whitespace control"; Mustache's standalone tags.
 */
final class Whitespace {

  private static final Pattern LINE_BEFORE = Pattern.compile("(?s)(.*\n)?[ \t]*");
  private static final Pattern LINE_AFTER = Pattern.compile("(?s)[ \t]*\r?\n.*");
  private static final Pattern BLANK = Pattern.compile("[ \t]*");

  /** A tag: the indexes of its first and last token. */
  private record Tag(int first, int last, boolean mayBeAlone) {}

  private final List<Token> tokens;

  private Whitespace(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Changes the texts of the tokens. */
  static void control(List<Token> tokens) {
    Whitespace control = new Whitespace(tokens);
    List<Tag> tags = control.tags();
    List<Tag> alone = tags.stream().filter(control::isAlone).toList();
    alone.forEach(control::removeLine);
    tags.forEach(control::trim);
  }

  private List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    int first = -1;
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.get(i).getType()) {
        case HbsLexer.COMMENT -> tags.add(new Tag(i, i, true));
        case HbsLexer.START,
            HbsLexer.START_T,
            HbsLexer.START_AMP,
            HbsLexer.START_BLOCK,
            HbsLexer.END_BLOCK,
            HbsLexer.UNLESS ->
            first = i;
        case HbsLexer.END, HbsLexer.END_T -> {
          if (first >= 0) {
            tags.add(new Tag(first, i, isOfBlock(first)));
          }
          first = -1;
        }
        default -> {}
      }
    }
    return tags;
  }

  private boolean isOfBlock(int first) {
    return switch (tokens.get(first).getType()) {
      case HbsLexer.START_BLOCK, HbsLexer.END_BLOCK, HbsLexer.UNLESS -> true;
      case HbsLexer.START -> tokens.get(first + 1).getType() == HbsLexer.ELSE;
      default -> false;
    };
  }

  private boolean isAlone(Tag tag) {
    String before = text(tag.first - 1);
    String after = text(tag.last + 1);
    boolean isFirst =
        tag.first == 0 || (tag.first == 1 && isText(0) && BLANK.matcher(before).matches());
    boolean isLast =
        isEnd(tag.last + 1)
            || (isEnd(tag.last + 2) && isText(tag.last + 1) && BLANK.matcher(after).matches());
    return tag.mayBeAlone
        && (isFirst || (before.contains("\n") && LINE_BEFORE.matcher(before).matches()))
        && (isLast || LINE_AFTER.matcher(after).matches());
  }

  private boolean isEnd(int index) {
    return index >= tokens.size() || tokens.get(index).getType() == Token.EOF;
  }

  private void removeLine(Tag tag) {
    String before = text(tag.first - 1);
    set(tag.first - 1, before.substring(0, before.lastIndexOf('\n') + 1));
    String after = text(tag.last + 1);
    int end = after.indexOf('\n');
    set(tag.last + 1, end < 0 ? "" : after.substring(end + 1));
  }

  private void trim(Tag tag) {
    String first = tokens.get(tag.first).getText();
    String last = tokens.get(tag.last).getText();
    boolean isComment = tag.first == tag.last;
    if (isComment ? Comments.trimsBefore(first) : first.contains("~")) {
      set(tag.first - 1, text(tag.first - 1).stripTrailing());
    }
    if (isComment ? Comments.trimsAfter(last) : last.contains("~")) {
      set(tag.last + 1, text(tag.last + 1).stripLeading());
    }
  }

  /** Returns the text at an index; empty for a tag and beyond the ends. */
  private String text(int index) {
    return isText(index) ? tokens.get(index).getText() : "";
  }

  private void set(int index, String text) {
    if (isText(index)) {
      ((CommonToken) tokens.get(index)).setText(text);
    }
  }

  /** An escaped tag is text, too, but keeps its whitespace at the front. */
  private boolean isText(int index) {
    if (index < 0 || index >= tokens.size()) {
      return false;
    }
    int type = tokens.get(index).getType();
    return type == HbsLexer.TEXT || type == HbsLexer.ESC_VAR;
  }
}
