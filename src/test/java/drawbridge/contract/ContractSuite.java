package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of the contract over one wire. The server has the workflows of {@code
 * contract/workflows} in one workspace, and a second workspace without workflows. Container tests
 * run the cases outside of the container ({@link RunAsClient}).
 */
public abstract class ContractSuite {

  /** A workspace of the server and its secret. */
  public static final class Workspace {
    private final String name;
    private final String secret;

    public Workspace(String name, String secret) {
      this.name = name;
      this.secret = secret;
    }
  }

  /** Returns the wire to the server. */
  protected abstract Wire wire();

  /** Returns the workspace with the workflows. */
  protected abstract Workspace workspace();

  /** Returns the other workspace. */
  protected abstract Workspace other();

  /**
   * Creates a trigger with this setup in {@link #workspace}.
   *
   * @return the path of its URL
   */
  protected abstract String trigger(JsonNode setup);

  @TestFactory
  @RunAsClient
  @Tag("C1")
  @Tag("C3")
  @Tag("C4")
  @Tag("C5")
  @Tag("C6")
  @Tag("C7")
  @Tag("C8")
  @Tag("C10")
  Stream<DynamicTest> workflowRequests() {
    return testsOf("C");
  }

  @TestFactory
  @RunAsClient
  @Tag("B1")
  @Tag("B2")
  @Tag("B3")
  @Tag("B4")
  @Tag("B5")
  @Tag("B6")
  @Tag("B7")
  @Tag("B8")
  Stream<DynamicTest> batches() {
    return testsOf("B");
  }

  @TestFactory
  @RunAsClient
  @Tag("D1")
  @Tag("D2")
  @Tag("D3")
  @Tag("D5")
  Stream<DynamicTest> duplicates() {
    return testsOf("D");
  }

  @TestFactory
  @RunAsClient
  @Tag("R1")
  @Tag("R2")
  @Tag("R3")
  @Tag("R4")
  @Tag("R6")
  @Tag("R7")
  @Tag("R9")
  Stream<DynamicTest> replies() {
    return testsOf("R");
  }

  @TestFactory
  @RunAsClient
  @Tag("T1")
  @Tag("T2")
  @Tag("T3")
  @Tag("T4")
  @Tag("T5")
  @Tag("T6")
  @Tag("T7")
  @Tag("T8")
  @Tag("T9")
  @Tag("T10")
  Stream<DynamicTest> triggers() {
    return testsOf("T");
  }

  @TestFactory
  @RunAsClient
  @Tag("X23")
  Stream<DynamicTest> inputSchemas() {
    return testsOf("X");
  }

  private Stream<DynamicTest> testsOf(String family) {
    return ContractCases.ofFamily(family)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.toString(),
                    () -> new CaseRun(wire(), names(), this::trigger).execute(one)));
  }

  private Map<String, String> names() {
    return Map.of(
        "workspace", workspace().name,
        "secret", workspace().secret,
        "other", other().name,
        "otherSecret", other().secret);
  }
}
