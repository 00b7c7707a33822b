package drawbridge.ctl;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.doctor.Doctor;
import drawbridge.ctl.doctor.Finding;
import drawbridge.ctl.terminal.Table;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the connection, the server and the workspace. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks address, encryption, clock, health, credentials, version, failed runs, rejections and"
            + " triggers. Ends with 1 when a check failed.")
final class Diagnose implements Callable<Integer> {

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();

  Diagnose(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    Api api = connection.open(here);
    List<Finding> findings = new Doctor(api, here.clock(), here.version()).check();
    if (connection.isJson()) {
      findings.forEach(finding -> here.output().json(json(finding)));
    } else {
      Table table = new Table("RESULT", "CHECK", "FOUND", "DO");
      findings.forEach(it -> table.add(it.level().toString(), it.check(), it.text(), it.advice()));
      table.write(here.output());
    }
    boolean isFailed = findings.stream().anyMatch(it -> it.level() == Finding.Level.FAILED);
    return isFailed ? Ctl.NO : 0;
  }

  private static JsonObject json(Finding finding) {
    return Json.createObjectBuilder()
        .add("result", finding.level().toString())
        .add("check", finding.check())
        .add("found", finding.text())
        .add("do", finding.advice())
        .build();
  }
}
