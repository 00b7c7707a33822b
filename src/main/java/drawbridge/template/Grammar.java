package drawbridge.template;

import com.github.jknack.handlebars.internal.HbsLexer;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.BaseErrorListener;
import com.github.jknack.handlebars.internal.antlr.CharStreams;
import com.github.jknack.handlebars.internal.antlr.CommonTokenStream;
import com.github.jknack.handlebars.internal.antlr.RecognitionException;
import com.github.jknack.handlebars.internal.antlr.Recognizer;
import org.jspecify.annotations.Nullable;

/** Reads a template with Handlebars' own grammar, and no other part of Handlebars. */
final class Grammar {

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
    HbsParser parser = new HbsParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(FIRST_FAULT);
    try {
      return parser.template().body();
    } catch (StackOverflowError e) {
      throw new BadExpression("the template is nested too deeply");
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
