package drawbridge.expression;

import com.github.jknack.handlebars.internal.HbsLexer;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.BaseErrorListener;
import com.github.jknack.handlebars.internal.antlr.CharStreams;
import com.github.jknack.handlebars.internal.antlr.CommonTokenStream;
import com.github.jknack.handlebars.internal.antlr.RecognitionException;
import com.github.jknack.handlebars.internal.antlr.Recognizer;
import com.github.jknack.handlebars.internal.antlr.Token;
import org.jspecify.annotations.Nullable;

/** Reads a template with Handlebars' own grammar, and no other part of Handlebars. */
final class Grammar {

  private static final int DEEPEST = 100;

  private Grammar() {}

  /**
   * The template's statements.
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
    HbsParser parser = new HbsParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(FIRST_FAULT);
    try {
      return parser.template().body();
    } catch (StackOverflowError e) {
      throw new BadExpression("the template is nested too deeply");
    }
  }

  /** Before the parser would follow it down. */
  private static void refuseDeepNesting(CommonTokenStream tokens) {
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getType()) {
        case HbsLexer.START_BLOCK, HbsLexer.LP -> depth++;
        case HbsLexer.END_BLOCK, HbsLexer.RP -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw new BadExpression("the template is nested more than " + DEEPEST + " levels deep");
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
          String said = expecting < 0 ? message : message.substring(0, expecting);
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
