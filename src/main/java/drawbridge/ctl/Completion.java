package drawbridge.ctl;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script for bash or zsh that defines the command "
            + Ctl.NAME
            + " and completes its words. Load it with: source <(java -jar drawbridge.jar ctl"
            + " completion bash)")
final class Completion implements Callable<Integer> {

  private final Surroundings here;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.BASH;

  Completion(Surroundings here) {
    this.here = here;
  }

  /** A shell that the script supports; the same script serves both. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    String quoted = "'" + here.jar().replace("'", "'\\''") + "'";
    here.output()
        .raw(
            "# Completes "
                + Ctl.NAME
                + " in "
                + shell
                + ".\n"
                + AutoComplete.bash(Ctl.NAME, Ctl.commands(here))
                + "\ncommand -v "
                + Ctl.NAME
                + " > /dev/null || "
                + Ctl.NAME
                + "() { java -XX:TieredStopAtLevel=1 -jar "
                + quoted
                + " ctl \"$@\"; }\n");
    return 0;
  }
}
