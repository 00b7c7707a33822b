/**
 * Three database machines of {@code server-config/patroni} on one: etcd, Patroni and PostgreSQL,
 * each started from the shipped files. Tests and the crash kit kill, freeze and switch them. Needs
 * Debian's packages {@code patroni}, {@code etcd-server} and {@code postgresql}. Invariant: only
 * names, addresses, directories and the watchdog differ from the shipped files.
 */
@NullMarked
package drawbridge.patroni;

import org.jspecify.annotations.NullMarked;
