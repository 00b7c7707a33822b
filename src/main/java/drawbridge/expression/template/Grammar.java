package drawbridge.expression.template;

import com.github.jknack.handlebars.internal.HbsLexer;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.BaseErrorListener;
import com.github.jknack.handlebars.internal.antlr.CharStreams;
import com.github.jknack.handlebars.internal.antlr.CommonTokenStream;
import com.github.jknack.handlebars.internal.antlr.RecognitionException;
import com.github.jknack.handlebars.internal.antlr.Recognizer;
import com.github.jknack.handlebars.internal.antlr.Token;
import drawbridge.expression.BadExpression;
import org.jspecify.annotations.Nullable;

/** Parses a template with Handlebars' grammar; no other part of Handlebars is used. */
final class Grammar {

  private static final int MAX_DEPTH = 100;

  private Grammar() {}

  /**
   * Returns the template's statements.
   *
   * @throws BadExpression one sentence with line and column
   */
  static HbsParser.BodyContext read(String template) {
    HbsLexer lexer = new HbsLexer(CharStreams.fromString(template), "{{", "}}");
    lexer.removeErrorListeners();
    lexer.addErrorListener(FIRST_FAULT);
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    refuseDeepNesting(tokens);
    Whitespace.control(tokens.getTokens());
    HbsParser parser = new HbsParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(FIRST_FAULT);
    try {
      return parser.template().body();
    } catch (StackOverflowError e) {
      throw new BadExpression("the template is nested too deeply");
    }
  }

  /** Runs before the parser, whose recursion follows the nesting. */
  private static void refuseDeepNesting(CommonTokenStream tokens) {
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getType()) {
        case HbsLexer.START_BLOCK, HbsLexer.LP -> depth++;
        case HbsLexer.END_BLOCK, HbsLexer.RP -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new BadExpression("the template is nested more than " + MAX_DEPTH + " levels deep");
      }
    }
  }

  private static final BaseErrorListener FIRST_FAULT =
      new BaseErrorListener() {
        @Override
        public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offending,
            int line,
            int column,
            String message,
            @Nullable RecognitionException e) {
          int expecting = message.indexOf(" expecting");
          String said =
              message.contains("<EOF>")
                  ? "a {{…}} or {{#…}} is not closed before the end"
                  : expecting < 0 ? message : message.substring(0, expecting);
          throw new BadExpression(
              "the template cannot be read at line "
                  + line
                  + ", column "
                  + (column + 1)
                  + ": "
                  + said.replace('\n', ' '));
        }
      };
}
