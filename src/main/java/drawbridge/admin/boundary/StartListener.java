package drawbridge.admin.boundary;

import drawbridge.admin.control.FirstStart;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Announces the application when it takes requests: servers start this part after the beans. */
@WebListener
public class StartListener implements ServletContextListener {

  @Inject FirstStart first;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    first.announce();
  }
}
