package drawbridge.admin.files.control;

import drawbridge.admin.control.InitialData;
import drawbridge.platform.Recurring;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.store.StartupRetry;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Loads the workflow files while the node starts, and polls them until it stops. */
@Singleton
@Startup
@DependsOn("FirstStart")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class FileWatch {

  private static final System.Logger LOG = System.getLogger(FileWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Config config;
  @Inject Workspaces workspaces;
  @Inject WorkflowFiles files;

  private volatile boolean stopping;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Directory.of(config));
  }

  @PostConstruct
  void start() {
    Optional<Directory> directory = Directory.of(config);
    if (directory.isPresent()) {
      StartupRetry.make(() -> poll(directory.get(), true));
      Recurring.begin(timer, PAUSE, "poll of workflow files", () -> pollAgain(directory.get()));
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
  }

  private void poll(Directory directory, boolean isFirst) {
    Optional<Workspace> workspace = workspaces.find(InitialData.WORKSPACE);
    if (workspace.isPresent()) {
      files.poll(directory, workspace.get().id(), isFirst);
    } else if (isFirst) {
      LOG.log(
          System.Logger.Level.ERROR,
          "workflow files of {0} not loaded: workspace {1} does not exist",
          directory.path(),
          InitialData.WORKSPACE);
    }
  }

  private void pollAgain(Directory directory) {
    if (!stopping) {
      poll(directory, false);
    }
  }
}
