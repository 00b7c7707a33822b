package drawbridge.admin.boundary;

import drawbridge.admin.control.FirstStart;
import drawbridge.admin.control.list.FaultyVersions;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Announces the application when it takes requests, and begins what follows the start. Servers
 * start this part after the beans.
 */
@WebListener
public class StartListener implements ServletContextListener {

  @Inject FirstStart first;
  @Inject FaultyVersions faulty;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    first.announce();
    faulty.begin();
  }
}
