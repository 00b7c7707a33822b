package drawbridge.monitoring.boundary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** An MBean of described attributes. Each read of an attribute calls its supplier. */
final class ReadOnlyMBean implements DynamicMBean {

  private final String description;
  private final List<MBeanAttributeInfo> attributes = new ArrayList<>();
  private final Map<String, Supplier<?>> values = new HashMap<>();

  ReadOnlyMBean(String description) {
    this.description = description;
  }

  ReadOnlyMBean count(String name, String text, LongSupplier value) {
    return with(name, long.class, text, value::getAsLong);
  }

  ReadOnlyMBean seconds(String name, String text, DoubleSupplier value) {
    return with(name, double.class, text, value::getAsDouble);
  }

  ReadOnlyMBean with(String name, Class<?> type, String text, Supplier<?> value) {
    attributes.add(new MBeanAttributeInfo(name, type.getName(), text, true, false, false));
    values.put(name, value);
    return this;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return new MBeanInfo(
        ReadOnlyMBean.class.getName(),
        description,
        attributes.toArray(MBeanAttributeInfo[]::new),
        null,
        null,
        null);
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Supplier<?> value = values.get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name);
    }
    return read(value);
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList found = new AttributeList();
    for (String name : names) {
      Supplier<?> value = values.get(name);
      if (value != null) {
        found.add(new Attribute(name, read(value)));
      }
    }
    return found;
  }

  /**
   * Sets the context class loader, by which Payara finds CDI beans. A JMX connector's thread
   * belongs to no application.
   */
  private static Object read(Supplier<?> value) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ReadOnlyMBean.class.getClassLoader());
    try {
      return value.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }
}
