package drawbridge.launcher;

import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.boot.AdminCommandRunner;

/** Runs administration commands of Payara inside this process. */
final class ServerCommands {

  private final AdminCommandRunner server;

  ServerCommands(AdminCommandRunner server) {
    this.server = server;
  }

  /**
   * Returns the output of a command; blocks until the command has ended.
   *
   * @throws IllegalStateException when the command fails; the message has its output
   */
  String run(String command, String... arguments) {
    ClusterCommandResult result = server.run(command, arguments);
    String output = String.valueOf(result.getOutput());
    if (result.getExitStatus() == ExitStatus.FAILURE) {
      throw new IllegalStateException(
          command + " " + String.join(" ", arguments) + ": " + output.strip());
    }
    return output;
  }
}
