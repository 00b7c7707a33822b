package drawbridge.inbound.entity;

import static drawbridge.inbound.entity.RequestFormTest.readable;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D5")
class FingerprintsTest {

  private static String of(String body) {
    return new Fingerprints().of(readable(body.replace('\'', '"')).get(0));
  }

  @Test
  void orderOfMembersAndUidDoNotCount() {
    assertThat(of("{'workflow':'w','uid':1,'a':1,'b':{'c':[1,2],'d':null}}"))
        .hasSize(64)
        .isEqualTo(of("{'b':{'d':null,'c':[1,2]},'a':1,'workflow':'w','uid':2}"));
  }

  @Test
  void everyOtherDifferenceCounts() {
    List<String> bodies =
        List.of(
            "{'workflow':'w'}",
            "{'workflow':'v'}",
            "{'workflow':'w','a':1}",
            "{'workflow':'w','stateValues':{'a':1}}",
            "{'workflow':'w','a':1.0}",
            "{'workflow':'w','a':1.00}",
            "{'workflow':'w','a':'1'}",
            "{'workflow':'w','a':[1,2]}",
            "{'workflow':'w','a':[2,1]}",
            "{'workflow':'w','a':[[1],2]}",
            "{'workflow':'w','a':[]}",
            "{'workflow':'w','a':{}}",
            "{'workflow':'w','a':null}",
            "{'workflow':'w','a':true}",
            "{'workflow':'w','a':'true'}");
    assertThat(bodies.stream().map(FingerprintsTest::of).distinct()).hasSize(bodies.size());
  }

  @Test
  void sharedInstanceGivesTheSameFingerprints() {
    Fingerprints fingerprints = new Fingerprints();
    List<RunOrder> orders = readable("{\"workflow\":\"w\",\"a\":1,\"batch\":[{},{\"b\":1},{}]}");
    assertThat(orders.stream().map(fingerprints::of).toList())
        .isEqualTo(orders.stream().map(order -> new Fingerprints().of(order)).toList());
    assertThat(orders.get(0).runtime()).isSameAs(orders.get(2).runtime());
  }
}
