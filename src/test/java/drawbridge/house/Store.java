package drawbridge.house;

import javax.sql.DataSource;

/** What Drawbridge can be set to store in. */
public enum Store {
  H2 {
    @Override
    public DataSource open() {
      return Stores.h2();
    }
  },
  POSTGRESQL {
    @Override
    public DataSource open() {
      return Stores.postgresql();
    }
  };

  /** A new, empty database. */
  public abstract DataSource open();
}
