package drawbridge.patroni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the database machines: a member of etcd, and Patroni with its PostgreSQL. */
public final class Machine {

  /** Differs from the shipped file: machines of tests have no watchdog and share a directory. */
  private static final String OF_TESTS =
      """
      watchdog: {mode: 'off'}
      postgresql: {parameters: {unix_socket_directories: %s}}
      """;

  private final String name;
  private final Addresses addresses;
  private final Path home;
  private final Path log;
  private final Map<String, String> etcdVariables;
  private final Map<String, String> patroniVariables;
  private @Nullable Process etcd;
  private @Nullable Process patroni;

  /**
   * Makes a machine without starting it.
   *
   * @param logs directory of its log
   */
  Machine(Addresses addresses, List<Addresses> all, Path home, Path logs) throws IOException {
    this.name = addresses.name();
    this.addresses = addresses;
    this.home = Account.directory(home);
    this.log = logs.resolve(name + ".log");
    Account.directory(home.resolve("configuration"));
    Files.copy(ShippedFile.path("patroni.yml"), home.resolve("configuration/patroni.yml"));
    Files.writeString(home.resolve("configuration/tests.yml"), OF_TESTS.formatted(home));
    etcdVariables = addresses.ofEtcd(all, home.resolve("etcd"));
    patroniVariables = addresses.ofPatroni(all, home);
  }

  /** Returns its name in the cluster. */
  public String name() {
    return name;
  }

  Addresses addresses() {
    return addresses;
  }

  /** Starts the machine, for the first time or after a kill. */
  public void start() {
    try {
      etcd = Account.start(List.of("etcd"), home, etcdVariables, log);
      patroni = Account.start(List.of("patroni", "configuration"), home, patroniVariables, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all its processes at once, as a power failure does. */
  public void kill() {
    signal("KILL", processes());
    Stream.of(etcd, patroni).flatMap(Stream::ofNullable).forEach(Machine::awaitEnd);
  }

  /** Stops all its processes ({@code SIGSTOP}); their connections stay open. */
  public void freeze() {
    signal("STOP", processes());
  }

  /**
   * Lets a frozen machine continue: PostgreSQL first, so that it may serve before it is demoted.
   */
  public void thaw() {
    List<Long> reversed = new ArrayList<>(processes());
    Collections.reverse(reversed);
    signal("CONT", reversed);
  }

  /** Returns the ids of etcd, Patroni, PostgreSQL and its children, in this order. */
  private List<Long> processes() {
    List<ProcessHandle> all = new ArrayList<>();
    Stream.of(etcd, patroni).flatMap(Stream::ofNullable).map(Process::toHandle).forEach(all::add);
    postmaster()
        .ifPresent(
            server -> {
              all.add(server);
              server.children().forEach(all::add);
            });
    return all.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
  }

  private Optional<ProcessHandle> postmaster() {
    Path file = home.resolve("data/postmaster.pid");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .map(String::strip)
          .map(Long::parseLong)
          .flatMap(ProcessHandle::of)
          .filter(this::isOurs);
    } catch (IOException e) {
      return Optional.empty(); // PostgreSQL does not run
    }
  }

  /** Returns whether the process serves this machine: its id may have been given to another. */
  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
          .contains(home.resolve("data").toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(String signal, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(id -> command.add(String.valueOf(id)));
    if (processes.isEmpty()) {
      return;
    }
    try {
      awaitEnd(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process ended", e);
    }
  }
}
