package drawbridge.operator.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
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

  @Column(name = "created_at")
  private Instant createdAt;

  protected Operator() {}

  public Operator(String name, PasswordHash password, Instant createdAt) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("an operator cannot be called " + name);
    }
    this.name = name;
    this.password = password.text();
    this.createdAt = createdAt;
  }

  public String name() {
    return name;
  }

  public PasswordHash password() {
    return new PasswordHash(password);
  }

  public Instant createdAt() {
    return createdAt;
  }
}
