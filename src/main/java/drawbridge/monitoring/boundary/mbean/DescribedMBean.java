package drawbridge.monitoring.boundary.mbean;

import java.util.Arrays;
import java.util.Optional;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.StandardMBean;

/** An MXBean with the {@link Description}s of its interface. */
final class DescribedMBean extends StandardMBean {

  <T> DescribedMBean(T bean, Class<T> type) {
    super(bean, type, true);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(getMBeanInterface().getAnnotation(Description.class)).orElse(info.getDescription());
  }

  @Override
  protected String getDescription(MBeanAttributeInfo attribute) {
    return Arrays.stream(getMBeanInterface().getMethods())
        .filter(getter -> getter.getName().equals("get" + attribute.getName()))
        .findAny()
        .flatMap(getter -> text(getter.getAnnotation(Description.class)))
        .orElse(attribute.getDescription());
  }

  private static Optional<String> text(Description description) {
    return Optional.ofNullable(description).map(Description::value);
  }

  /**
   * Sets the context class loader, by which Payara finds CDI beans. A JMX connector's thread
   * belongs to no application.
   */
  @Override
  public Object getAttribute(String attribute)
      throws AttributeNotFoundException, MBeanException, ReflectionException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(DescribedMBean.class.getClassLoader());
    try {
      return super.getAttribute(attribute);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public AttributeList getAttributes(String[] attributes) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(DescribedMBean.class.getClassLoader());
    try {
      return super.getAttributes(attributes);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
