# jq's functions that are written in jq. Those of Functions.java are known here.
def select(f): if f then . else empty end;
def recurse(f; cond): recurse(f | select(cond));
def map(f): [.[] | f];
def map_values(f): .[] |= f;
def sort_by(f): _sort_by(map([f]));
def group_by(f): _group_by(map([f]));
def unique_by(f): _unique_by(map([f]));
def min_by(f): _min_by(map([f]));
def max_by(f): _max_by(map([f]));
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def scalars: select(type | . != "array" and . != "object");
def isfinite: type == "number" and (isinfinite | not);
def finites: select(isfinite);
def normals: select(isnormal);
def toarray: if type == "array" then . else [.] end;
def add(f): reduce f as $x (null; . + $x);
def range($from; $to): _range($from; $to);
def range($to): _range(0; $to);
def abs: if . < 0 then -. else . end;
def repeat(f): range(infinite) as $round | f;
def while(cond; update): select(cond) | recurse(update | select(cond));
def range($from; $to; $by):
  if $by > 0 then $from | while(. < $to; . + $by)
  elif $by < 0 then $from | while(. > $to; . + $by)
  else empty end;
def limit($n; f):
  if $n > 0 then _limit($n; f) elif $n == 0 then empty
  else error("limit doesn't support negative count") end;
def skip($n; f):
  if $n > 0 then _skip($n; f) elif $n == 0 then f
  else error("skip doesn't support negative count") end;
def flatten: _flatten(-1);
def flatten($depth):
  if $depth < 0 then error("flatten depth must not be negative") else _flatten($depth) end;
def first(f): label $found | f | ., break $found;
def isempty(f): first((f | false), true);
def first: .[0];
def last: .[-1];
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("nth doesn't support negative indices") else first(skip($n; f)) end;
def any(generator; condition): isempty(generator | condition or empty) | not;
def all(generator; condition): isempty(generator | condition and empty);
def any(f): any(.[]; f);
def all(f): all(.[]; f);
def any: any(.);
def all: all(.);
def in(xs): . as $x | xs | has($x);
def inside(xs): . as $x | xs | contains($x);
def paths: skip(1; path(..));
def paths(node_filter): path(.. | select(node_filter)) | select(length > 0);
def leaf_paths: paths(scalars);
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries: [.[] | {
    (.key // .Key // .name // .Name): (if has("value") then .value else .Value end)}] | add // {};
def with_entries(f): to_entries | map(f) | from_entries;
def del(f): delpaths([path(f)]);
def transpose: [range(0; map(length) | max // 0) as $i | [.[][$i]]];
def reverse: [.[length - 1 - range(0; length)]];
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def indices($i):
  if type == "array" and ($i | type) == "array" then .[$i]
  elif type == "array" then _indices($i)
  elif type == "string" and ($i | type) == "string" then _strindices($i)
  else .[$i] end;
def index($i): indices($i) | .[0];
def rindex($i): indices($i) | .[-1:][0];
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def combinations(n): . as $value | [range(n)] | map($value) | combinations;
def ascii: [.] | implode;
def trimstr($x): ltrimstr($x) | rtrimstr($x);
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p)
  | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def fromstream(f): {x: null, e: false} as $init
  | foreach f as $i ($init;
      if .e then $init else . end
      | if $i | length == 2
        then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
        else setpath(["e"]; $i[0] | length == 1) end;
      if .e then .x else empty end);
def truncate_stream(stream): . as $n | null | stream | . as $input
  | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
def JOIN($idx; f): [.[] | [., $idx[f]]];
def JOIN($idx; stream; f): stream | [., $idx[f]];
def JOIN($idx; stream; f; joiner): stream | [., $idx[f]] | joiner;
def match(re; $flags): re as $re | _matches($re; $flags)[];
def match($val): ($val | type) as $t
  | if $t == "string" then match($val; null)
    elif $t == "array" and ($val | length) > 1 then match($val[0]; $val[1])
    elif $t == "array" and ($val | length) > 0 then match($val[0]; null)
    else error($t + " not a string or array") end;
def test(re; $flags): _test(re; $flags);
def test($val): ($val | type) as $t
  | if $t == "string" then _test($val; null)
    elif $t == "array" and ($val | length) > 1 then _test($val[0]; $val[1])
    elif $t == "array" and ($val | length) > 0 then _test($val[0]; null)
    else error($t + " not a string or array") end;
def _captured: [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def capture(re; $flags): match(re; $flags) | _captured;
def capture($val): match($val) | _captured;
def _scanned: if (.captures | length) > 0 then [.captures[].string] else .string end;
def scan(re; $flags): match(re; "g" + $flags) | _scanned;
def scan($re): scan($re; null);
def splits($re; $flags): split($re; $flags)[];
def splits($re): splits($re; null);
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todate: todateiso8601;
def fromdate: fromdateiso8601;
def date: todate;
def dateadd(u; n): . + n;
def datesub(u; n): . - n;
