package drawbridge.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.control.Claims;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.platform.json.Json;
import drawbridge.run.control.Ledger;
import drawbridge.workspace.control.Workspaces;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests the WAR that Maven built, in a container: every case of the contract over HTTP, and
 * transactions from inside. One class, because each class starts the container.
 */
@ExtendWith(ArquillianExtension.class)
public class ContractIT extends ContractSuite {

  private static final String SECRET = "secret-of-the-container-tests";
  private static final String OTHER_SECRET = "secret-of-the-other-workspace";

  private static @Nullable Wire shared;

  @ArquillianResource private @Nullable URL base;

  @Inject Intake intake;
  @Inject Claims claims;
  @Inject Ledger ledger;
  @Inject Workspaces workspaces;
  @Inject UserTransaction transaction;

  /** Deploys at {@code /}, with the classes of this test added. */
  @Deployment
  static WebArchive war() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("drawbridge.war", "target/drawbridge.war")))
        .as(WebArchive.class)
        .addPackage(ContractSuite.class.getPackage());
  }

  /** Runs inside the container. */
  @Test
  @Tag("D2")
  void rolledBackTransactionLeavesNoClaimAndNoRun() throws Exception {
    String workspace = workspaces.find("default").orElseThrow().id();
    RunOrder order =
        new RunOrder("greet", Json.object(), Json.object(), Optional.of(new Uid("rolled-back")));

    transaction.begin();
    String lost = accept(workspace, order);
    assertEquals(1, claims.find(workspace, List.of("rolled-back")).size());
    transaction.rollback();

    assertTrue(claims.find(workspace, List.of("rolled-back")).isEmpty());
    assertTrue(ledger.find(lost).isEmpty());
    String kept = accept(workspace, order);
    assertTrue(ledger.find(kept).isPresent());
  }

  private String accept(String workspace, RunOrder order) {
    return intake
        .accept(
            List.of(
                new Intake.Request(
                    workspace,
                    "request",
                    Selection.starting(List.of(order)),
                    Optional.empty(),
                    Optional.empty())))
        .get(0)
        .get(0)
        .run()
        .orElseThrow();
  }

  @Override
  protected Wire wire() {
    if (shared == null) {
      URI server = URI.create(Objects.requireNonNull(base).toString());
      createOther(server);
      shared = new WireOverHttp(server);
    }
    return shared;
  }

  @Override
  protected Workspace workspace() {
    return new Workspace("default", SECRET);
  }

  @Override
  protected String trigger(JsonNode setup) {
    return new TriggersOverHttp(wire(), "password-of-the-container-tests").create(setup);
  }

  @Override
  protected Workspace other() {
    return new Workspace("other", OTHER_SECRET);
  }

  private static void createOther(URI server) {
    String admin = "admin:password-of-the-container-tests";
    String basic = Base64.getEncoder().encodeToString(admin.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/admin/workspaces/other"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"secret\": \"" + OTHER_SECRET + "\"}"))
            .build();
    try {
      int made =
          HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.ofString())
              .statusCode();
      assertEquals(201, made);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
