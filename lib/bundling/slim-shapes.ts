/** `export var Job$ = [3, n0, _J,`, its traits, the names of its members, what each is, how many are required, `];`. */
const STRUCTURE = /^(export var \w+\$ = \[3, n\d+, _\w+,)\n([\s\S]*?)\n\];$/gm;

/** Where a member stands on the wire, and what it is called there. Any other trait makes the SDK do something. */
const WHERE = /^"(httpHeader|httpPrefixHeaders|httpQuery|xmlName|xmlFlattened|ec2QueryName)": /;

/** A list or a map of something simple, in a form that a bundler must take for code with effects. */
const SUM = /\b(64|128) \| (\d+)\b/g;

const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/slim-shapes.ts';

/**
 * A client's shapes without the members that nobody names: whoever sets a member or reads it has its name in the source. A
 * database of RDS has 80 members, a tenth of which is looked at, and the others bring in 30 more shapes.
 *
 * The SDK goes through the members of a shape when it writes and when it reads, and passes over what is none. Kept are,
 * named or not: members that it fills in by itself or that change how it reads the others (a token, a part of the path, a
 * payload), and all members of errors and of unions.
 *
 * @param constants what the short names of the file stand for, in quotes.
 * @throws when the file is not built as expected.
 */
export function slimShapes(
  path: string,
  text: string,
  constants: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
): string {
  let structures = 0;
  const slim = text
    .replace(SUM, (_, kind: string, of: string) => String(Number(kind) | Number(of)))
    .replace(STRUCTURE, (whole, head: string, body: string) => {
      structures += 1;
      const [traits, names, types, required = '0', ...more] = elementsOf(body);
      const kinds = elementsOf(inside(types));
      const members = elementsOf(inside(names)).map((name, at) => ({ name, kind: kinds[at] ?? '', at }));
      const known = members.length === kinds.length && members.every(({ name }) => constants.has(name));
      if (!known || more.length > 0) throw new Error(`${path}: cannot tell the members of ${whole}; ${MEND}`);
      const kept = members.filter(
        ({ name, kind }) => named.has(inside(constants.get(name))) || !isPlain(kind),
      );
      const first = kept.filter(({ at }) => at < Number(required)).length;
      return `${head} ${traits}, [${kept.map(({ name }) => name)}], [${kept.map(({ kind }) => kind)}], ${first}];`;
    });
  const all = text.split(' = [3, ').length - 1;
  if (structures === 0 || structures !== all) {
    throw new Error(`${path}: ${structures} of ${all} structures look as expected; ${MEND}`);
  }
  return slim;
}

/** Whether a member is a value of its own and nothing else: a shape, or a shape and where it stands. */
function isPlain(kind: string): boolean {
  if (!kind.startsWith('[')) return true;
  const [, traits = '', ...more] = elementsOf(inside(kind));
  if (more.length > 0 || !traits.startsWith('{')) return traits === '0';
  return elementsOf(inside(traits)).every((trait) => WHERE.test(trait));
}

const inside = (brackets = ''): string => brackets.slice(1, -1);

/** What stands between the commas, brackets and texts in one piece. */
function elementsOf(list: string): readonly string[] {
  const elements = [''];
  let depth = 0;
  for (const [token] of list.matchAll(/"[^"]*"|`[^`]*`|[^"`,()[\]{}]+|[\s\S]/g)) {
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    if (token === ',' && depth === 0) elements.push('');
    else elements[elements.length - 1] += token;
  }
  return elements.map((element) => element.trim()).filter((element) => element !== '');
}
