package drawbridge.operator.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.regex.Pattern;

/** A built-in operator: a name, a role and a password hash. */
@Entity
@Table(name = "operator")
public class Operator {

  /** Valid names. HTTP Basic permits no colon (RFC 7617). */
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
      throw new IllegalArgumentException("invalid operator name: " + name);
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

  /** Returns when the password was set. Older sessions are void. */
  public Instant passwordAt() {
    return passwordAt;
  }

  /** Sets the password and the time of its change. */
  public void setPassword(PasswordHash hash, Instant now) {
    password = hash.text();
    passwordAt = now;
  }

  public void setRole(Role role) {
    this.role = role;
  }

  /** Returns name and role as the user of a request. */
  public Person person() {
    return new Person(name, role);
  }
}
