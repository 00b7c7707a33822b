package drawbridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Tells in words who is at work in a recording in the format of the Java Flight Recorder, by the
 * samples of all threads. Arguments: the recording. How to make one: {@code src/docs/profiles}.
 */
public final class Profile {

  private static final int SHOWN = 30;

  /** Whose code it is, by the first of a stack's classes that is somebody's; in this order. */
  private static final Map<String, String> OWNERS = new LinkedHashMap<>();

  static {
    OWNERS.put("org.h2", "H2");
    OWNERS.put("org.postgresql", "PostgreSQL's driver");
    OWNERS.put("org.eclipse.persistence", "EclipseLink");
    OWNERS.put("org.glassfish.jersey", "Jersey");
    OWNERS.put("org.glassfish.hk2", "Jersey");
    OWNERS.put("org.glassfish.grizzly", "Grizzly and the servlet container");
    OWNERS.put("org.apache.catalina", "Grizzly and the servlet container");
    OWNERS.put("org.jboss.weld", "Weld");
    OWNERS.put("com.sun.ejb", "beans (EJB)");
    OWNERS.put("com.sun.gjc", "connection pool, transactions");
    OWNERS.put("com.sun.enterprise.resource", "connection pool, transactions");
    OWNERS.put("com.sun.enterprise.transaction", "connection pool, transactions");
    OWNERS.put("com.sun.jts", "connection pool, transactions");
    OWNERS.put("com.fasterxml", "Jackson");
    OWNERS.put("net.thisptr", "jq");
    OWNERS.put("drawbridge", "Drawbridge");
    OWNERS.put("com.sun.enterprise", "the rest of Payara");
    OWNERS.put("fish.payara", "the rest of Payara");
    OWNERS.put("org.glassfish", "the rest of Payara");
  }

  private final Map<String, Integer> owners = new HashMap<>();
  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();
  private final Map<String, Integer> below = new HashMap<>();
  private int samples;

  private Profile() {}

  public static void main(String[] arguments) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          profile.count(event);
        }
      }
    }
    profile.tell();
  }

  private void count(RecordedEvent sample) {
    samples++;
    String thread = sample.getThread("sampledThread").getJavaName();
    add(threads, thread == null ? "of the JVM" : thread.replaceAll("[0-9]+", "N"));
    String owner = "the JDK for nobody else";
    boolean isFound = false;
    boolean isFirst = true;
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      String method = type + "." + frame.getMethod().getName();
      if (isFirst) {
        add(methods, method);
        isFirst = false;
      }
      if (!isFound) {
        String found = ownerOf(type);
        isFound = !found.isEmpty();
        owner = isFound ? found : owner;
      }
      if (type.startsWith("drawbridge.") && !method.contains("$$") && seen.add(method)) {
        add(below, method);
      }
    }
    add(owners, owner);
  }

  private static String ownerOf(String type) {
    return OWNERS.entrySet().stream()
        .filter(owner -> type.startsWith(owner.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static void add(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }

  private void tell() {
    System.out.println(samples + " samples");
    tell("Whose code, with what it calls in the JDK", owners);
    tell("Threads", threads);
    tell("Methods by themselves", methods);
    tell("Our methods with all that they call", below);
  }

  private void tell(String title, Map<String, Integer> counts) {
    System.out.printf("%n%s%n", title);
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            each ->
                System.out.printf(
                    "%6.1f %%  %s%n", 100.0 * each.getValue() / samples, each.getKey()));
  }
}
