package drawbridge.patroni;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The name of a machine and its ports, which fill the shipped files.
 *
 * @param etcd port for Patroni
 * @param peer port of etcd for its peers
 * @param api port of Patroni
 * @param postgresql port for Drawbridge and standbys
 */
record Addresses(String name, int etcd, int peer, int api, int postgresql) {

  private static final String HOST = "127.0.0.1";

  static String at(int port) {
    return HOST + ":" + port;
  }

  Map<String, String> ofEtcd(List<Addresses> all, Path data) {
    return ShippedFile.read("etcd.env")
        .with(
            Map.of(
                "ETCD_NAME", name,
                "ETCD_DATA_DIR", data.toString(),
                "ETCD_LISTEN_CLIENT_URLS", "http://" + at(etcd),
                "ETCD_ADVERTISE_CLIENT_URLS", "http://" + at(etcd),
                "ETCD_LISTEN_PEER_URLS", "http://" + at(peer),
                "ETCD_INITIAL_ADVERTISE_PEER_URLS", "http://" + at(peer),
                "ETCD_INITIAL_CLUSTER", list(all, it -> it.name + "=http://" + at(it.peer))));
  }

  Map<String, String> ofPatroni(List<Addresses> all, Path home) {
    return ShippedFile.read("patroni.env")
        .with(
            Map.of(
                "PATRONI_NAME", name,
                "PATRONI_RESTAPI_LISTEN", at(api),
                "PATRONI_RESTAPI_CONNECT_ADDRESS", at(api),
                "PATRONI_POSTGRESQL_LISTEN", at(postgresql),
                "PATRONI_POSTGRESQL_CONNECT_ADDRESS", at(postgresql),
                "PATRONI_POSTGRESQL_DATA_DIR", home.resolve("data").toString(),
                "PATRONI_POSTGRESQL_BIN_DIR", Installed.postgresql().orElseThrow().toString(),
                "PATRONI_POSTGRESQL_PGPASS", home.resolve("pgpass").toString(),
                "PATRONI_ETCD_HOSTS", list(all, it -> at(it.etcd))));
  }

  static String list(List<Addresses> all, Function<Addresses, String> each) {
    return all.stream().map(each).collect(Collectors.joining(","));
  }
}
