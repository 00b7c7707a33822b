package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/**
 * The operator of the current request. Anonymous until a filter has authenticated the request.
 * Pages read it as {@code #{currentOperator}}.
 */
@Named("currentOperator")
@RequestScoped
public class CurrentOperator {

  private Person person = Person.ANONYMOUS;

  public void set(Person operator) {
    person = operator;
  }

  public Person person() {
    return person;
  }

  public String getName() {
    return person.name();
  }

  /**
   * Requires the role that an action needs, for reads that not every operator may do.
   *
   * @throws NotAllowed when the operator lacks the role
   */
  public void require(Action action) {
    if (!person.may(action.needs())) {
      throw new NotAllowed(person, action);
    }
  }

  /** Returns whether the operator may replay and cancel runs and pause workflows. */
  public boolean isMayOperate() {
    return person.may(Role.OPERATOR);
  }

  /** Returns whether the operator may change everything. */
  public boolean isMayAdminister() {
    return person.may(Role.ADMIN);
  }
}
