package drawbridge.operator.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.regex.Pattern;

/** Somebody who may use the console; the password can be checked and never shown. */
@Entity
@Table(name = "operator")
public class Operator {

  /** What an operator may be called: Basic allows no colon (RFC 7617). */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

  @Id private String name;
  private String password;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "password_at")
  private Instant passwordAt;

  protected Operator() {}

  public Operator(String name, PasswordHash password, Role role, Instant createdAt) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("an operator cannot be called " + name);
    }
    this.name = name;
    this.password = password.text();
    this.role = role;
    this.createdAt = createdAt;
    this.passwordAt = createdAt;
  }

  public String name() {
    return name;
  }

  public PasswordHash password() {
    return new PasswordHash(password);
  }

  public Role role() {
    return role;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Since when the password is this one; who signed in before must do it again. */
  public Instant passwordAt() {
    return passwordAt;
  }

  /** Another password from now on. */
  public void setPassword(PasswordHash hash, Instant now) {
    password = hash.text();
    passwordAt = now;
  }

  /** Other rights from now on. */
  public void setRole(Role role) {
    this.role = role;
  }

  /** This operator at work. */
  public Person person() {
    return new Person(name, role);
  }
}
