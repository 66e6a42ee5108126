import { expect, test } from '@jest/globals';
import { renderVelocity } from './render.ts';

function render(template: string, variables: Record<string, unknown> = {}): string {
  return renderVelocity(template, new Map(Object.entries(variables)));
}

const person = { name: 'Ada', tags: ['a', 'b'], deep: { list: [{ x: 1 }] }, no: false };

/** What API Gateway answered on an account for these forms (LocalStack's recordings of mocks). */
test.each([
  ['prints a variable', 'Hello $p.name, ${p.name}s', 'Hello Ada, Adas'],
  [
    'prints nothing for what is not there',
    '[$gone][${gone}][$!gone][$!{gone}][$p.gone.more][$p.no.x]',
    '[][][][][][]',
  ],
  ['keeps signs that begin nothing', '$ $5 # #13ff93 ${ "#" }', '$ $5 # #13ff93 ${ "#" }'],
  ['takes what is not there for true', '#if($gone)yes#else no#end', 'yes'],
  ['takes false alone for false', '#if($p.no)yes#{else}no#end', 'no'],
  ['negates', '#if(!$p.no)a#end#if(not $gone)b#end', 'a'],
  [
    'equals null and the empty text to what is not there',
    '#if($gone == $null)a#end#if($gone == "")b#end',
    'ab',
  ],
  ['chooses among branches', '#if($n > 5)a#elseif($n == 3)b#{else}c#end', 'b'],
  ['takes words for operators', '#if($n eq 3 and $n gt 2 or $gone)a#end', 'a'],
  [
    'loops with its counters',
    '#foreach($t in $p.tags)$foreach.count$velocityCount$t#if($foreach.hasNext),#end#end',
    '11a,22b',
  ],
  ['restores a variable after a loop', '#set($i = 9)#foreach($i in [1..3])$i#end$i', '1239'],
  ['runs ranges backwards', '#foreach($i in [2..-1])$i,#end', '2,1,0,-1,'],
  ['loops over nothing where there is nothing', '#foreach($i in $gone)x#end', ''],
  ['breaks off a loop', '#foreach($i in [1..9])$i#if($i == 2)#break#end#end!', '12!'],
  ['stops', 'a#stop b', 'a'],
  ['counts in whole numbers', '#set($x = 7 / 2)$x #set($y = 1 + 2 * 3 - 10 % 4)$y', '35'],
  ['counts with fractions', '#set($x = 5.0 / 2.5)$x', '2.0'],
  ['takes the blanks before #set and the line end after it', 'a  #set($x = 1)  \nb', 'ab'],
  [
    'interpolates double quotes and not single ones',
    `#set($a = "<$p.name>")#set($b = '<$p.name>')$a$b`,
    '<Ada><$p.name>',
  ],
  ['doubles a quote for one', `#set($a = "{""x"": 1}")$a`, '{"x": 1}'],
  ['keeps backslashes in texts', String.raw`#set($a = "\\x\n")$a`, String.raw`\\x\n`],
  [
    'lets a backslash take the meaning away',
    String.raw`\$n \\$n \#end \# \$gone`,
    String.raw`$n \3 #end \# \$gone`,
  ],
  ['prints maps as Java does', '$p.deep', '{list=[{"x":1}]}'],
  ['prints lists of JSON as JSON', '$p.tags', '["a","b"]'],
  ['prints lists of its own as Java does', '#set($l = ["a", 1, {"k": 2}])$l', '[a, 1, {k=2}]'],
  ['indexes', '$p.tags[1]$p.tags[-1]$p["name"]#set($k = "name")$p[$k]', 'bbAdaAda'],
  [
    'sets entries',
    '#set($m = {})#set($m.a = 1)#set($m["b"] = 2)#set($l = [1, 2])#set($l[0] = 3)$m$l',
    '{a=1, b=2}[3, 2]',
  ],
  [
    'prints what a method returned, nothing for null',
    '#set($m = {})$m.put("a", 1)$m.put("a", 2)$m',
    '1{a=2}',
  ],
  ['defines', '#define($d)<$n>#end#set($n = 4)$d', '<4>'],
  ['drops macros, and prints their calls', '#macro(m $x)x#end#m(1)', '#m(1)'],
  ['leaves comments out', 'a## b\nc#* d *#e#[[ $n ]]#', 'ace $n '],
])('%s', (_name, template, expected) => {
  expect(render(template, { p: structuredClone(person), n: 3 })).toBe(expected);
});

/** Java's own methods (its documentation of String, List, Map, Integer). */
test.each([
  ['"abc".length()', '$s.length()', '5'],
  ['compares lengths', '#if($s.length() > 4)long#end', 'long'],
  ['equals', '#if($s.equals("a.b.c"))a#end#if($s.equals("x"))b#end#if($n.equals("3"))c#end', 'a'],
  ['equalsIgnoreCase', '$s.equalsIgnoreCase("A.B.C")', 'true'],
  ['contains', '$s.contains("b.")$s.contains("z")', 'truefalse'],
  ['matches', '$s.matches("[a-c.]+")$s.matches("b")', 'truefalse'],
  ['startsWith, endsWith', '$s.startsWith("a")$s.endsWith("b")', 'truefalse'],
  ['indexOf, lastIndexOf', '$s.indexOf(".")$s.lastIndexOf(".")', '13'],
  ['substring', '$s.substring(2)$s.substring(0, 1)', 'b.ca'],
  ['trim and case', '#set($t = " Ab ")[$t.trim()][$t.toUpperCase()][$t.toLowerCase()]', '[Ab][ AB ][ ab ]'],
  ['replace is literal', '$s.replace(".", "-")', 'a-b-c'],
  ['replaceAll takes a pattern and groups', '$s.replaceAll("([a-z])\\.", "<$1>")', '<a><b>c'],
  ['split takes a pattern', '#foreach($x in $s.split("\\."))[$x]#end', '[a][b][c]'],
  ['the quotes of escapeJavaScript', String.raw`#set($q = "it\'s")$q.replaceAll("\\'","'")`, "it's"],
  [
    'isEmpty',
    '$s.isEmpty()#set($e = "")$e.isEmpty()$p.tags.isEmpty()$p.isEmpty()$e.empty',
    'falsetruefalsefalsetrue',
  ],
  [
    'lists',
    '$p.tags.size()$p.tags.get(0)$p.tags.contains("b")$p.tags.add("c")$p.tags',
    '2atruetrue["a","b","c"]',
  ],
  ['maps', '$p.containsKey("name")$p.containsKey("x")$p.size()$p.get("name")', 'truefalse4Ada'],
  ['entries', '#foreach($e in $p.deep.entrySet())$e.key=$e.getValue().size()#end', 'list=1'],
  ['keys', '#foreach($k in $p.keySet())$k #end', 'name tags deep no '],
  ['parseInt', '#set($Integer = 0)#set($x = $Integer.parseInt("4") + 1)$x', '5'],
  [
    'no method of that name is nothing',
    '[$s.reverse()][$s.getClass()][$s.constructor][$p["__proto__"]]',
    '[][][][]',
  ],
])('calls Java’s methods: %s', (_name, template, expected) => {
  expect(render(template, { p: structuredClone(person), s: 'a.b.c', n: 3 })).toBe(expected);
});

test('keeps a template’s variables away from this process’s prototypes', () => {
  render('#set($m = {})#set($m["__proto__"] = {"polluted": 1})$m.put("constructor", 1)');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each([
  ['an #if without an #end', '#if($a)x'],
  ['an #end too many', 'x#end'],
  ['half an expression', '#set($a = )'],
  ['an index beyond a list (a guess: as Java’s get throws)', '#set($l = [1])$l[3]'],
  ['a substring beyond a text', '#set($s = "ab")$s.substring(3)'],
  ['a number that is none', '#set($i = 0)$i.parseInt("x")'],
  ['a loop of more than 1,000', '#foreach($i in [1..1001])x#end'],
  ['loops within loops', '#foreach($i in [1..1000])#foreach($j in [1..1000])x#end#end'],
  ['texts that double', `#set($s = "xxxxxxxx")${'#set($s = "$s$s")'.repeat(40)}`],
  ['a list that holds itself', '#set($l = [1])$l.add($l)$l'],
  ['a definition that names itself', '#define($d)$d#end$d'],
  ['brackets without end', `#set($a = ${'('.repeat(5000)}1`],
])('refuses %s', (_name, template) => {
  expect(() => render(template)).toThrow(expect.objectContaining({ name: 'TemplateError' }));
});

test('matches patterns in linear time', () => {
  expect(render('$s.matches("(a+)+b")', { s: 'a'.repeat(5000) })).toBe('false');
});
