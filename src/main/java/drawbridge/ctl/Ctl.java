package drawbridge.ctl;

import drawbridge.ctl.terminal.BrokenPipe;
import drawbridge.ctl.terminal.Failure;
import drawbridge.ctl.terminal.Output;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command of which all others are parts. */
@Command(
    name = Ctl.NAME,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Works with a Drawbridge server over its API.",
    footer = {
      "",
      "Variables",
      "  DRAWBRIDGE_URL        address of the server, http://localhost:8080 without it",
      "  DRAWBRIDGE_WORKSPACE  workspace, default without it",
      "  DRAWBRIDGE_TOKEN      API token",
      "  DRAWBRIDGE_USER, DRAWBRIDGE_PASSWORD  an operator, without a token",
      "",
      "Exit status",
      "  0  everything is as asked",
      "  1  a difference, an unknown uid, a run that did not succeed, or a failed check",
      "  2  the command is wrong, or the server did not do it"
    })
public final class Ctl {

  static final String NAME = "drawbridgectl";

  /** The status of a command whose answer is no. */
  static final int NO = 1;

  /** The status of a command without an answer. */
  static final int FAILED = 2;

  /** The status that shells give a process that SIGPIPE ended. */
  private static final int PIPE = 141;

  private Ctl() {}

  /**
   * Runs a command and returns its exit status. The launcher calls this by reflection.
   *
   * @param version of this program
   * @param jar path of the jar that was started
   */
  public static int run(String version, String jar, List<String> arguments) {
    return run(
        new Surroundings(
            version,
            jar,
            System.getenv(),
            new FileInputStream(FileDescriptor.in),
            new Output(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err)),
            Clock.systemUTC(),
            Surroundings.Pause::really),
        arguments);
  }

  /** Runs a command and returns its exit status. */
  static int run(Surroundings here, List<String> arguments) {
    return commands(here).execute(arguments.toArray(String[]::new));
  }

  /** Returns all commands. */
  static CommandLine commands(Surroundings here) {
    CommandLine line =
        new CommandLine(new Ctl())
            .addSubcommand(new Tail(here))
            .addSubcommand(new CommandLine(new Runs(here)).addSubcommand(new Runs.Show(here)))
            .addSubcommand(new Replay(here))
            .addSubcommand(new Verify(here))
            .addSubcommand(new Apply(here))
            .addSubcommand(new Export(here))
            .addSubcommand(new Diagnose(here))
            .addSubcommand(new Completion(here));
    line.getCommandSpec().version("Drawbridge " + here.version());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // a uid may begin with @
    line.setParameterExceptionHandler((wrong, given) -> refuse(here, wrong));
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(here, failure));
    line.setExecutionStrategy(parsed -> execute(here, parsed));
    return line;
  }

  private static int execute(Surroundings here, CommandLine.ParseResult parsed) {
    CommandLine asked = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
    if (asked.isUsageHelpRequested()) {
      return print(here, asked.getUsageMessage());
    } else if (asked.isVersionHelpRequested()) {
      return print(here, "Drawbridge " + here.version() + "\n");
    } else if (asked.getCommand() instanceof Ctl) {
      here.output().note("a command is missing\n" + asked.getUsageMessage());
      return FAILED;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int print(Surroundings here, String text) {
    try {
      here.output().raw(text);
      return 0;
    } catch (BrokenPipe e) {
      return PIPE;
    }
  }

  /** Says what is wrong, without the values of unknown options, which may be secrets. */
  private static int refuse(Surroundings here, ParameterException wrong) {
    String message = wrong.getMessage();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      message =
          first.startsWith("-")
              ? "unknown option " + first.replaceFirst("=.*", "")
              : "unexpected argument";
    }
    CommandLine command = wrong.getCommandLine();
    here.output()
        .note(message + "\nTry: " + command.getCommandSpec().qualifiedName(" ") + " --help");
    return FAILED;
  }

  private static int report(Surroundings here, Exception failure) {
    if (failure instanceof BrokenPipe) {
      return PIPE;
    } else if (failure instanceof Failure expected) {
      here.output().note(NAME + ": " + expected.getMessage());
    } else {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      here.output().note(NAME + ": a fault in this program: " + trace);
    }
    return FAILED;
  }
}
