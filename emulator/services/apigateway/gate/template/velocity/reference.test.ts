import { describe, expect, test } from '@jest/globals';
import { renderVelocity } from './render.ts';

/**
 * Apache Velocity's "VTL Reference", section by section. Where API Gateway was recorded to differ (what is not defined prints as nothing and
 * is true; macros do not exist), the row says so. Rows without a record of API Gateway follow the reference.
 */
function render(template: string): string {
  const variables = {
    p: { name: 'Ada', tags: ['a', 'b', 'c'], deep: { list: [{ x: 1 }] } },
    n: 3,
    s: 'a.b.c',
  };
  return renderVelocity(template, new Map(Object.entries(variables)));
}

type Row = readonly [template: string, text: string];
const check = (template: string, text: string) => expect(render(template)).toBe(text);

describe('references', () => {
  const rows: readonly Row[] = [
    ['$n $!n ${n} $!{n}', '3 3 3 3'],
    ['[$x][$!x][${x}][$!{x}]', '[][][][]'],
    ['${n}px $npx ${p.name}s', '3px  Adas'],
    ['#set($under_score = 1)#set($dash-ed = 2)$under_score$dash-ed', '12'],
    ['$p.name $p.deep.list[0].x ${p.deep.list[0].x}', 'Ada 1 1'],
    ['$n. $p.name.', '3. Ada.'],
    ['$p["name"]#set($k = "name")$p[$k]$p.get("name")', 'AdaAdaAda'],
    ['$p.tags[0]$p.tags.get(1)#set($i = 2)$p.tags[$i]', 'abc'],
    ['$p.tags.get(0).length() $s.trim().toUpperCase().length()', '1 5'],
    ['[$n.foo()][$n.foo][$p.name.foo.bar()]', '[][][]'],
    [String.raw`\$n \\$n \$x`, String.raw`$n \3 \$x`],
  ];
  test.each(rows)('renders %s', check);
});

describe('#set', () => {
  const rows: readonly Row[] = [
    ['#set($a = "x")$a#set ( $b = $a )$b#{set}($c = $b)$c', 'xxx'],
    ['#set($a = \'one $n\')$a #set($b = "one $n")$b', 'one $none 3'],
    ['#set($a = \'it\'\'s\')$a#set($b = "say ""hi""")$b', 'it\'ssay "hi"'],
    ['#set($a = "#if($n == 3)three#end")$a', 'three'],
    ['#set($a = 5)$a#set($a = -5)$a#set($a = 1.50)$a#set($a = true)$a', '5-51.5true'],
    ['#set($a = ["x", $n, [1, 2]])$a $a.size()', '[x, 3, [1, 2]] 3'],
    ['#set($a = {"k": 1, $s: {"z": 2}})$a $a.k', '{k=1, a.b.c={z=2}} 1'],
    ['#set($a = [1..3])$a #set($a = [2..-1])$a', '[1, 2, 3][2, 1, 0, -1]'],
    ['#set($a = {})#set($a.b = 1)#set($a["c"] = 2)$a', '{b=1, c=2}'],
    ['#set($a.b = 1)[$a.b]', '[]'],
    ['#set($a = 1)#set($a = $x)[$a]', '[]'],
  ];
  test.each(rows)('renders %s', check);
});

describe('arithmetic', () => {
  const rows: readonly Row[] = [
    ['#set($a = $n + 1)$a#set($a = $n - 4)$a#set($a = $n * -2)$a', '4-1-6'],
    ['#set($a = 7 / 2)$a#set($a = -7 / 2)$a#set($a = 7 % 4)$a', '3-33'],
    ['#set($a = 7.0 / 2)$a#set($a = 1 + 0.5)$a', '3.51.5'],
    ['#set($a = 1 + 2 * 3)$a#set($a = (1 + 2) * 3)$a', '79'],
    ['#set($a = 1 / 0)[$a]#set($a = 1 - "x")[$a]', '[][]'],
    ['#set($a = "x" + $n)$a#set($a = $n + "x")$a', 'x33x'],
  ];
  test.each(rows)('renders %s', check);
});

describe('#if', () => {
  const rows: readonly Row[] = [
    ['#if($n == 3)a#end#{if}($n == 3)b#{end}', 'ab'],
    ['#if($n == 1)a#elseif($n == 3)b#{else}c#end', 'b'],
    ['#if(false)a#{elseif}(false)b#{else}c#end', 'c'],
    ['#if($n > 2 && $n >= 3 && $n < 4 && $n <= 3 && $n != 2)a#end', 'a'],
    ['#if($n gt 2 and $n ge 3 and $n lt 4 and $n le 3 and $n ne 2 and $n eq 3)a#end', 'a'],
    ['#if(false || ($n == 3 && !false))a#end#if(not false or false)b#end', 'ab'],
    // Objects of different classes are equal if their texts are.
    ['#if("3" == $n)a#end#if($n == 3.0)b#end#if($s == "a.b.c")c#end#if([1, 2] == "[1, 2]")d#end', 'abcd'],
    ['#if("a" < "b")a#{else}no order among texts#end', 'no order among texts'],
    // Recorded: everything is true but false.
    ['#if($x)a#end#if(0)b#end#if("")c#end#if([])d#end#if({})e#end', 'abcde'],
    ['#if($x == $null)a#end#if("$!x" == "")b#end', 'ab'],
    ['#if($n == 3)\n  a\n#else\n  b\n#end\nc', '  a\nc'],
  ];
  test.each(rows)('renders %s', check);
});

describe('#foreach', () => {
  const rows: readonly Row[] = [
    [
      '#foreach($t in $p.tags)$foreach.index$foreach.count$t$foreach.first$foreach.last$foreach.hasNext #end',
      '01atruefalsetrue 12bfalsefalsetrue 23cfalsetruefalse ',
    ],
    ['#{foreach}($t in ["x", "y"])$velocityCount$t$velocityHasNext #end', '1xtrue 2yfalse '],
    ['#foreach($v in $p.deep)$v#end#foreach($k in $p.keySet())$k #end', '[{"x":1}]name tags deep '],
    ['#foreach($e in $p.deep.entrySet())$e.key=$e.value#end', 'list=[{"x":1}]'],
    [
      '#foreach($a in [1..2])#foreach($b in [1..2])$foreach.parent.index$foreach.topmost.count$foreach.index #end#end',
      '010 011 120 121 ',
    ],
    ['#foreach($a in [1..2])$foreach.topmost.count#end', '12'],
    ['#foreach($a in [1..9])#if($a == 3)#break#end$a#end!', '12!'],
    ['#foreach($a in [1..9])#if($a == 3)$foreach.stop()#end$a#end!', '12!'],
    [
      '#foreach($a in [1..2])#foreach($b in [1..9])#if($b == 2)$foreach.parent.stop()#end$a$b#end#end!',
      '11!',
    ],
    ['#foreach($a in $x)a#end#foreach($a in 5)b#end#foreach($a in [])c#end', ''],
    ['#set($a = "before")#foreach($a in [1])$a#end$a', '1before'],
  ];
  test.each(rows)('renders %s', check);
});

describe('the other directives, comments and text as it is', () => {
  const rows: readonly Row[] = [
    ['a#stop b', 'a'],
    ['#define($d)<$n>#end$d#set($n = 4)$d', '<3><4>'],
    // Recorded: no macros.
    ['#macro(m $x)x#end#m(1)', '#m(1)'],
    ['#evaluate("$n")#include("f")#parse("f")', '#evaluate("3")#include("f")#parse("f")'],
    ['a## to the end\nb#* over\nlines *#c#** a note *#d', 'abcd'],
    ['#[[ $n #if(true) ## ]]#', ' $n #if(true) ## '],
    [String.raw`\#if($n == 3) \#set \\#if(true)a#end`, String.raw`#if(3 == 3) \#set \a`],
    ['$5.00 # #1 #{x} $ a@b.c', '$5.00 # #1 #{x} $ a@b.c'],
  ];
  test.each(rows)('renders %s', check);
});

describe('Java’s methods', () => {
  const rows: readonly Row[] = [
    ['$s.lastIndexOf(".") $s.lastIndexOf(".", 2) $s.indexOf(".", 2)', '3 1 3'],
    ['$s.hashCode() $s.codePointAt(0) $s.charAt(2) $s.contentEquals("a.b.c")', '91047626 97 b true'],
    ['$s.concat("x") $s.replaceFirst("[.]", "-") $s.isBlank() $s.repeat(2)', 'a.b.cx a-b.c false a.b.ca.b.c'],
    [
      '#set($S = "")$S.format("%s-%03d|%5s|%-3s|%.2f|%x|%,d|%%", "a", 7, "b", "c", 1.5, 255, 1234567)',
      'a-007|    b|c  |1.50|ff|1,234,567|%',
    ],
    ["$s.format('%2$s%1$s%b%c', 'a', 'b', true, 'd')", 'batrueb'],
    ['$p.tags.lastIndexOf("c") $p.tags.equals(["a", "b", "c"]) $p.tags.equals(["a"])', '2 true false'],
    ['$p.tags.removeAll(["a", "z"]) $p.tags $p.tags.retainAll(["c"]) $p.tags', 'true ["b","c"] true ["c"]'],
    ['$p.tags.set(0, "z") $p.tags.subList(0, 2) $p.tags.remove(0) $p.tags', 'a [z, b] z ["b","c"]'],
    [
      '$p.putIfAbsent("q", "r") $p.q $p.getOrDefault("x", "d") $p.remove("q") $p.containsKey("q")',
      ' r d r false',
    ],
    ['$n.compareTo(4) $n.doubleValue() $n.toString().length() $n.equals(3)', '-1 3.0 1 true'],
  ];
  test.each(rows)('renders %s', check);
});

test.each([
  ['#foreach($x in [])a#{else}b#end', 'an #else of a #foreach, which came with Velocity 2'],
  ['$s.format("%d", "x")', 'a text for %d'],
  ['$s.format("%s")', 'no value for %s'],
  ['$s.format("%q", 1)', 'an unknown conversion'],
  ['$s.format("%99999s", 1)', 'a width that fills the memory'],
])('refuses %s: %s', (template) => {
  expect(() => render(template)).toThrow(expect.objectContaining({ name: 'TemplateError' }));
});
