package drawbridge.operator.control;

import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/**
 * Who is at work in this request: nobody, until somebody at the door says who came in. The pages
 * read it as {@code #{acting.name}}.
 */
@Named("currentOperator")
@RequestScoped
public class CurrentOperator {

  private Person person = Person.NOBODY;

  /** Says who is at work from now on. */
  public void become(Person other) {
    person = other;
  }

  public Person person() {
    return person;
  }

  /** For the pages. */
  public String getName() {
    return person.name();
  }

  /** For the pages: whether somebody has signed in. */
  public boolean isKnown() {
    return person.may(Role.VIEWER);
  }

  /** For the pages: whether runs may be repeated, cancelled and held. */
  public boolean isMayOperate() {
    return person.may(Role.OPERATOR);
  }

  /** For the pages: whether everything may be changed. */
  public boolean isMayAdminister() {
    return person.may(Role.ADMIN);
  }
}
