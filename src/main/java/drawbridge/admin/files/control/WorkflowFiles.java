package drawbridge.admin.files.control;

import drawbridge.admin.control.Definitions;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.Fault;
import drawbridge.platform.Sha256;
import drawbridge.platform.Utf8;
import drawbridge.platform.store.StoreFailures;
import drawbridge.workflow.control.SaveResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the workflow files of a directory and reloads changed ones. A faulty file is one error in
 * the log: the saved version stays current, and the other files are loaded. Removing a file does
 * not remove its workflow.
 *
 * <p>Each poll reads every file and compares digests. {@code WatchService} is not used: network
 * file systems and bind mounts do not notify, and their file times are too coarse. A changed file
 * is loaded when two polls in a row find the same content, because half of a definition may be a
 * valid definition.
 */
@ApplicationScoped
public class WorkflowFiles {

  private static final System.Logger LOG = System.getLogger(WorkflowFiles.class.getName());

  @Inject Definitions definitions;
  @Inject CurrentOperator currentOperator;

  private final Map<Directory.Entry, WatchedFile> known = new HashMap<>();
  private volatile Map<String, String> files = Map.of();
  private String failure = "";

  /**
   * Returns the file that defines a workflow; empty for none. The next change of the file, and a
   * start of the node, replace what an operator saved. Does not block.
   */
  public Optional<String> fileOf(String workspaceId, String workflow) {
    return Optional.ofNullable(files.get(key(workspaceId, workflow)));
  }

  private static String key(String workspaceId, String workflow) {
    return workspaceId + "/" + workflow;
  }

  /**
   * Loads the new and changed files, without an operator in the audit log.
   *
   * @param isFirst whether this is the first poll of the node: loads files without waiting for a
   *     second poll
   */
  @ActivateRequestContext
  public synchronized void poll(Directory directory, String workspaceId, boolean isFirst) {
    currentOperator.set(Person.SERVER);
    List<Directory.Entry> entries;
    try {
      entries = directory.entries();
    } catch (IOException | RuntimeException e) {
      String why = "the directory " + directory.path() + " cannot be read: " + e;
      if (!why.equals(failure)) {
        error(why);
      }
      failure = why;
      return;
    }
    failure = "";
    forgetRemoved(entries);
    Map<String, String> found = new HashMap<>();
    for (Directory.Entry entry : entries) {
      Optional<String> sameName =
          Optional.ofNullable(found.putIfAbsent(key(workspaceId, entry.name()), entry.file()));
      poll(entry, sameName, workspaceId, isFirst);
    }
    files = Map.copyOf(found);
  }

  private void forgetRemoved(List<Directory.Entry> entries) {
    for (Directory.Entry entry : List.copyOf(known.keySet())) {
      if (!entries.contains(entry)) {
        known.remove(entry);
        LOG.log(
            System.Logger.Level.INFO,
            "workflow file {0} was removed; the workflow {1} stays as it is, remove it by its name",
            entry.file(),
            entry.name());
      }
    }
  }

  private void poll(
      Directory.Entry entry, Optional<String> sameName, String workspaceId, boolean isFirst) {
    WatchedFile file = known.computeIfAbsent(entry, key -> new WatchedFile());
    try {
      byte[] bytes = entry.bytes();
      if (file.isToBeLoaded(Sha256.hex(bytes) + sameName.orElse(""), isFirst)) {
        load(entry, sameName, bytes, workspaceId);
        file.process();
      }
    } catch (IOException | RuntimeException e) {
      String why = "not loaded, tried again: " + describe(e);
      if (file.postpone(why)) {
        error(entry.file() + ": " + why);
      }
    }
  }

  /** Returns the same text for the same cause, so that it is logged once. */
  private static String describe(Exception failure) {
    return StoreFailures.isOfTheStore(failure)
        ? "the store did not answer (" + StoreFailures.inWords(failure) + ")"
        : failure.toString();
  }

  private void load(
      Directory.Entry entry, Optional<String> sameName, byte[] bytes, String workspaceId) {
    Optional<String> fault =
        sameName
            .map(other -> other + " has the same workflow name")
            .or(() -> Definitions.faultOfName(entry.name()))
            .or(
                () ->
                    Optional.of("it is longer than 1 MiB")
                        .filter(it -> bytes.length > Definitions.LONGEST));
    Optional<String> text = fault.isPresent() ? Optional.empty() : Utf8.decode(bytes);
    if (text.isEmpty()) {
      refuse(entry, fault.orElse("it is not UTF-8"));
    } else {
      definitions
          .save(workspaceId, entry.name(), text.get(), entry.format())
          .match(kept -> log(entry, kept), refused -> refuse(entry, inWords(refused.faults())));
    }
  }

  private static boolean log(Directory.Entry entry, SaveResult.Kept kept) {
    if (kept.changed()) {
      LOG.log(
          System.Logger.Level.INFO,
          "workflow {0}: version {1} loaded from {2}",
          kept.name(),
          kept.version(),
          entry.path());
    }
    for (Fault warning : kept.warnings()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "workflow {0}: {1}",
          kept.name(),
          warning.in(entry.file()).inWords());
    }
    return true;
  }

  private static boolean refuse(Directory.Entry entry, String why) {
    error(entry.file() + ": not loaded, the version before stays: " + why);
    return false;
  }

  /** Returns the first fault and the number of faults. */
  private static String inWords(List<Fault> faults) {
    String first = faults.get(0).inWords();
    return faults.size() == 1 ? first : first + " (and " + (faults.size() - 1) + " more)";
  }

  private static void error(String what) {
    LOG.log(System.Logger.Level.ERROR, "workflow file " + what);
  }
}
