package drawbridge.house;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.control.Schema;
import drawbridge.run.control.ShortRuns;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;

/** The control classes of all rooms, wired over one data source. */
public final class House implements AutoCloseable {

  private final EntityManagerFactory factory;
  private final Transactions transactions;
  private final Map<Class<?>, Object> given = new HashMap<>();
  private final Map<Class<?>, Object> beans = new LinkedHashMap<>();
  private final Map<Class<?>, Object> targets = new LinkedHashMap<>();

  /** A house over this store, whose tables are made if needed. */
  public House(DataSource store) {
    Schema.migrate(store);
    factory =
        Persistence.createEntityManagerFactory(
            "drawbridge",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", store,
                "jakarta.persistence.jtaDataSource", ""));
    transactions = new Transactions(factory);
    get(CurrentOperator.class).become(Person.HOUSE); // until a test says who is at work
    with(ShortRuns.class, begun -> List.of()); // until a test has somebody who works on them
  }

  /** Injects this wherever the type is asked for. */
  public <T> House with(Class<T> type, T bean) {
    given.put(type, bean);
    return this;
  }

  /** The bean as others see it: EJBs behind their transactions. */
  public <T> T get(Class<T> type) {
    Object known = given.containsKey(type) ? given.get(type) : beans.get(type);
    if (known != null) {
      return type.cast(known);
    }
    try {
      T target = type.getDeclaredConstructor().newInstance();
      targets.put(type, target);
      T bean =
          type.isAnnotationPresent(Stateless.class) ? behindTransactions(type, target) : target;
      beans.put(type, bean);
      inject(type, target);
      return bean;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  /** The bean itself, with nothing around it. */
  public <T> T target(Class<T> type) {
    get(type);
    return type.cast(Objects.requireNonNull(targets.get(type)));
  }

  /** Calls the bean's {@link PostConstruct} methods, which {@link #get} does not. */
  public House start(Class<?> type) {
    get(type);
    Object target = targets.get(type);
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(PostConstruct.class)) {
        try {
          method.setAccessible(true);
          method.invoke(target);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot start " + type, e);
        }
      }
    }
    return this;
  }

  /** The entity manager of the transaction at hand. */
  public EntityManager entities() {
    return transactions.entityManager();
  }

  /** Runs in one transaction. */
  public void inTransaction(Runnable work) {
    try {
      transactions.requiresNew(
          () -> {
            work.run();
            return true;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    factory.close();
  }

  private <T> T behindTransactions(Class<T> type, T target) throws ReflectiveOperationException {
    return new ByteBuddy()
        .subclass(type)
        .method(ElementMatchers.isPublic().and(ElementMatchers.isDeclaredBy(type)))
        .intercept(
            InvocationHandlerAdapter.of(
                (proxy, method, arguments) -> call(target, method, arguments)))
        .make()
        .load(type.getClassLoader())
        .getLoaded()
        .getDeclaredConstructor()
        .newInstance();
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return switch (attribute(method)) {
        case REQUIRES_NEW -> transactions.requiresNew(() -> method.invoke(target, arguments));
        case NOT_SUPPORTED -> transactions.without(() -> method.invoke(target, arguments));
        default -> transactions.required(() -> method.invoke(target, arguments));
      };
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException failure && isOfTheSystem(failure)
          ? new EJBException(failure)
          : e.getCause();
    } catch (PersistenceException e) {
      throw new EJBException(e); // of the commit
    }
  }

  /** Which exceptions a session bean's caller sees wrapped (Jakarta Enterprise Beans 4.0, 9.4). */
  private static boolean isOfTheSystem(RuntimeException failure) {
    return !(failure instanceof EJBException)
        && !failure.getClass().isAnnotationPresent(ApplicationException.class);
  }

  private static TransactionAttributeType attribute(Method method) {
    TransactionAttribute own = method.getAnnotation(TransactionAttribute.class);
    TransactionAttribute ofAll =
        method.getDeclaringClass().getAnnotation(TransactionAttribute.class);
    TransactionAttribute attribute = own == null ? ofAll : own;
    return attribute == null ? TransactionAttributeType.REQUIRED : attribute.value();
  }

  private void inject(Class<?> type, Object target) throws ReflectiveOperationException {
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(PersistenceContext.class)) {
        set(target, field, transactions.entityManager());
      } else if (field.isAnnotationPresent(EJB.class)) {
        set(target, field, get(field.getType()));
      } else if (field.isAnnotationPresent(Inject.class)) {
        set(target, field, field.getType() == Event.class ? event(field) : get(field.getType()));
      } else if (given.containsKey(field.getType())
          && field.isAnnotationPresent(jakarta.annotation.Resource.class)) {
        set(target, field, get(field.getType()));
      }
    }
  }

  private static void set(Object target, Field field, Object value) throws IllegalAccessException {
    field.setAccessible(true);
    field.set(target, value);
  }

  private Object event(Field field) {
    Class<?> type =
        (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {Event.class},
        (proxy, method, arguments) -> {
          transactions.afterwards(hasCommitted -> observe(type, arguments[0], hasCommitted));
          return null;
        });
  }

  /** Phases within the transaction come after it here. */
  private void observe(Class<?> type, Object event, boolean hasCommitted) {
    for (Object bean : targets.values().toArray()) {
      for (Method method : bean.getClass().getDeclaredMethods()) {
        if (method.getParameterCount() == 1
            && method.getParameterTypes()[0] == type
            && method.getParameters()[0].isAnnotationPresent(Observes.class)
            && isForCommitted(method) == hasCommitted) {
          try {
            method.setAccessible(true);
            method.invoke(bean, event);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
  }

  private static boolean isForCommitted(Method observer) {
    return observer.getParameters()[0].getAnnotation(Observes.class).during()
        != TransactionPhase.AFTER_FAILURE;
  }
}
