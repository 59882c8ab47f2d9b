import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from '@swc/core';

/*
 * Which commands a function can send, read from its source: from its handler along every name that is used. A function in an
 * object, such as a verb of lib/aws, is followed only where something that the handler reaches takes it by its name. Two
 * verbs of one name are both followed: rather too much is found than too little.
 */

// biome-ignore lint/suspicious/noExplicitAny: a syntax tree is walked here whatever its nodes are.
type Node = any;

interface Module {
  readonly file: string;
  /** What stands at the top, and every function wherever it stands, by its name and the scope that swc numbers. */
  readonly declared: Map<string, Node>;
  readonly imported: Map<string, Imported>;
  readonly passedOn: Map<string, Imported>;
}

/** Files that make verbs for their like alone: `put` of a table is none of a bucket. */
const OWN_VERBS: Readonly<Record<string, RegExp>> = { 'lib/aws/ledger-table.ts': /^lib\/aws\/ledger/ };

const ROOT = join(import.meta.dirname, '..', '..');
const modules = new Map<string, Module>();

/** Commands as `client-rds:PromoteReadReplica`, of what is exported there under that name. */
export function sendableFrom(file: string, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<Node>();
  const taken = new Map<string, Set<string>>();
  const bound = new Map<string, string>();
  const verbs: { readonly name: string; readonly module: Module; readonly node: Node }[] = [];

  const follow = (module: Module, exported: string): void => {
    const target = module.passedOn.get(exported);
    if (target) reach(target, module);
    for (const [key, node] of module.declared) if (key === `${exported}#${TOP}`) enter(node, module);
  };

  const reach = ({ from, name: wanted }: Imported, module: Module): void => {
    const target = from.startsWith('.') && moduleAt(join(dirname(join(ROOT, module.file)), from));
    if (target) follow(target, wanted);
    const client = /^@aws-sdk\/(client-[\w-]+|rds-signer)$/.exec(from)?.[1];
    const operation = /^(?:paginate([A-Z]\w+)|([A-Z]\w+)Command|(Signer))$/.exec(wanted);
    if (client && operation) found.add(`${client}:${operation.slice(1).find(Boolean)}`);
  };

  const enter = (node: Node, module: Module): void => {
    if (visited.has(node)) return;
    visited.add(node);
    const { init = node } = node;
    for (const part of isFunction(init) ? [init.params, init.body] : [init]) walk(part, module);
  };

  const walk = (node: Node, module: Module): void => {
    if (typeof node !== 'object' || node === null || node.type === 'FunctionDeclaration') return;
    if (node.type?.startsWith('Ts')) {
      if (TYPED.includes(node.type)) walk(node.expression, module);
      return;
    }
    if (node.type === 'VariableDeclarator' && isFunction(node.init)) return;
    if (node.type === 'Identifier') {
      const verb = bound.get(`${module.file} ${keyOf(node)}`);
      if (verb) note(verb, module);
      use(node, module);
    } else if (node.type === 'MemberExpression') take(node, module);
    else if (node.type === 'ObjectExpression') for (const one of node.properties) wait(one, module);
    else below(node, module);
  };

  const below = (node: Node, module: Module): void => {
    if (node.type === 'KeyValuePatternProperty' || node.type === 'AssignmentPatternProperty')
      bind(node, module);
    for (const [key, part] of Object.entries<Node>(node)) if (key !== 'key') walk(part, module);
  };

  /** A function in an object waits until it is taken. Values and what is spread are there from the start. */
  const wait = (property: Node, module: Module): void => {
    const verb = verbOf(property, module);
    if (verb) verbs.push({ name: verb, module, node: property });
    else walk(property.type === 'KeyValueProperty' ? property.value : property, module);
  };

  const use = (node: Node, module: Module): void => {
    const [from, declared] = [module.imported.get(keyOf(node)), module.declared.get(keyOf(node))];
    if (from) reach(from, module);
    if (declared) enter(declared, module);
  };

  /** `{ verb: name }`: taken when the name is used. */
  const bind = ({ key, value }: Node, module: Module): void => {
    for (const name of namesIn(value?.type ? value : key))
      bound.set(`${module.file} ${keyOf(name)}`, key.value);
  };

  /** `a.verb`. Of `a.b.verb` b is no verb, and what `a[…]` takes of an object of its own file may be any of it. */
  const take = ({ object, property }: Node, module: Module): void => {
    if (property.type === 'Identifier') note(property.value, module);
    else {
      walk(property, module);
      const { properties = [] } = module.declared.get(keyOf(object))?.init ?? {};
      for (const one of properties) note((one.key ?? one).value, module);
    }
    if (object.type === 'Identifier') use(object, module);
    else if (object.type === 'MemberExpression' && object.property.type === 'Identifier')
      walk(object.object, module);
    else walk(object, module);
  };

  const note = (verb: string, { file: by }: Module): void => {
    taken.set(verb, (taken.get(verb) ?? new Set()).add(by));
  };

  const start = moduleAt(join(ROOT, file));
  if (!start) throw new Error(`there is no ${file}`);
  follow(start, name);
  for (let before = -1; before !== visited.size; ) {
    before = visited.size;
    for (const { name: verb, module, node } of [...verbs]) {
      const by = [...(taken.get(verb) ?? [])].filter((one) => OWN_VERBS[module.file]?.test(one) ?? true);
      if (by.length === 0 || visited.has(node)) continue;
      visited.add(node);
      for (const part of node.type === 'Identifier' ? [node] : [node.params, node.value, node.body])
        walk(part, module);
    }
  }
  return found;
}

interface Imported {
  readonly from: string;
  readonly name: string;
}

const keyOf = ({ value, ctxt }: Node): string => `${value}#${ctxt}`;

/** What swc numbers the scope of a module. */
const TOP = 2;
const TYPED = ['TsAsExpression', 'TsNonNullExpression', 'TsSatisfiesExpression', 'TsConstAssertion'];

const isFunction = (node: Node): boolean =>
  ['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'].includes(node?.type);

/** The name of a property that does something when it is called. In lib/aws that is, too, what another file makes a verb of. */
function verbOf(property: Node, { file, declared }: Module): string | undefined {
  const names = (node: Node) => {
    const made = declared.get(keyOf(node));
    return isFunction(made?.init ?? made);
  };
  if (property.type === 'Identifier') return names(property) ? property.value : undefined;
  if (property.type === 'MethodProperty') return property.key.value;
  if (property.type !== 'KeyValueProperty') return undefined;
  const { value } = property;
  const made = value.type === 'CallExpression' && file.startsWith('lib/aws/');
  return isFunction(value) || made || (value.type === 'Identifier' && names(value))
    ? property.key.value
    : undefined;
}

/** What a statement declares, by name and scope. */
function declaredBy(node: Node): readonly (readonly [key: string, node: Node])[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
    return [[keyOf(node.identifier), node]];
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap((one: Node) => namesIn(one.id).map((name) => [keyOf(name), one] as const));
}

/** Every declaration of a function below a node. */
function functionsIn(node: Node): readonly (readonly [key: string, node: Node])[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = declaredBy(node).filter(([, one]) => isFunction(one.init ?? one));
  return [...own, ...Object.values(node).flatMap(functionsIn)];
}

const namesIn = (pattern: Node): readonly { readonly value: string; readonly ctxt: number }[] => {
  if (pattern.type === 'Identifier') return [pattern];
  const parts = pattern.properties ?? pattern.elements ?? [];
  return parts.flatMap((one: Node) => (one === null ? [] : namesIn(one.value ?? one.key ?? one)));
};

function moduleAt(path: string): Module | undefined {
  const full = [path, `${path}.ts`].find((one) => one.endsWith('.ts') && existsSync(one));
  if (!full) return undefined;
  const file = relative(ROOT, full);
  const known = modules.get(file);
  if (known) return known;
  const module: Module = { file, declared: new Map(), imported: new Map(), passedOn: new Map() };
  modules.set(file, module);
  for (const statement of parseSync(readFileSync(full, 'utf8'), { syntax: 'typescript', target: 'es2023' })
    .body as Node[]) {
    const from = statement.source?.value;
    if (statement.type === 'ImportDeclaration' && !statement.typeOnly) {
      for (const one of statement.specifiers)
        if (!one.isTypeOnly)
          module.imported.set(keyOf(one.local), { from, name: one.imported?.value ?? one.local.value });
    } else if (statement.type === 'ExportNamedDeclaration' && from && !statement.typeOnly) {
      for (const one of statement.specifiers)
        module.passedOn.set(one.exported?.value ?? one.orig.value, { from, name: one.orig.value });
    } else {
      const own = declaredBy(statement.type === 'ExportDeclaration' ? statement.declaration : statement);
      for (const [key, node] of [...own, ...functionsIn(statement)]) module.declared.set(key, node);
    }
  }
  return module;
}
