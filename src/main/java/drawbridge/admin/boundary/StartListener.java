package drawbridge.admin.boundary;

import drawbridge.admin.control.FirstStart;
import drawbridge.admin.control.NodeLiveness;
import drawbridge.admin.control.NodeStop;
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
  @Inject NodeLiveness liveness;
  @Inject NodeStop stop;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    stop.offer();
    liveness.offer();
    first.announce();
    faulty.begin();
  }
}
