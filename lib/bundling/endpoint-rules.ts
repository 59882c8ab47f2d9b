import { runInNewContext } from 'node:vm';
import { withShared } from './with-shared';

/** A condition: a function of the SDK's, what it is asked, and the name that its answer gets. */
type Condition = readonly [fn: string, asked: readonly unknown[], name?: string];

/**
 * A client's rules for its endpoint: a decision diagram. Each node has three numbers: its condition, and where to go if
 * that holds and if not. Nodes count from 1, of which the first is only a mark; from `RESULT` on it is a result.
 */
export interface Diagram {
  readonly nodes: ArrayLike<number>;
  readonly root: number;
  readonly conditions: readonly Condition[];
  readonly results: readonly unknown[];
}

const RESULT = 100_000_000;
const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/endpoint-rules.ts';

/** The SDK's form of an error: a result whose URL is -1. */
const LEFT_OUT = [
  -1,
  'endpoints of this kind are left out of the bundles; see lib/bundling/endpoint-rules.ts',
];

/**
 * Cuts off what no endpoint of ours is: of S3's 115 kinds, the plain one in a region is asked for. Wherever the rules ask for
 * a switch (FIPS, dual stack, acceleration), for an ARN or for the name of a directory bucket, only the way on is kept that
 * a plain name takes with every switch as it comes; the other leads to an error that says where this is written. So an
 * endpoint is the SDK's, or none.
 */
export const slimRules = (path: string, text: string): string => written(pruned(diagramIn(path, text)));

const IMPORT = 'import { BinaryDecisionDiagram } from "@smithy/core/endpoints";\n';
const EXPORT =
  /^export const bdd = BinaryDecisionDiagram\.from\((nodes, root, _data\.conditions, _data\.results)\);\n?$/m;

/** @throws when the file is not built as expected. */
export function diagramIn(path: string, text: string): Diagram {
  if (!text.startsWith(IMPORT) || !EXPORT.test(text))
    throw new Error(`no rules for endpoints in ${path}; ${MEND}`);
  const script = text.slice(IMPORT.length).replace(EXPORT, '({ nodes, root, ..._data });');
  return runInNewContext(script) as Diagram;
}

/** How an ARN begins, how other buckets than plain ones end, and regions that are none. */
const NEVER = /^(arn:|--\w+-s3|aws-global|local)$/;

/** Which way a plain name takes with every switch as it comes, where that is known: whether the condition holds. */
function decided([fn, [asked, wanted]]: Condition): boolean | undefined {
  if (fn === 'aws.parseArn') return false;
  if (fn === 'stringEquals' && NEVER.test(String(wanted))) return false;
  if (fn !== 'booleanEquals') return undefined;
  const {
    ref,
    fn: inner,
    argv,
  } = asked as { ref?: string; fn?: string; argv?: readonly [{ ref?: string }, unknown] };
  if (ref) return wanted === false;
  return inner === 'coalesce' && argv?.[0].ref ? argv[1] === wanted : undefined;
}

/** The diagram without the ways that are not ours, and without nodes that do not matter then. */
export function pruned({ nodes, root, conditions, results }: Diagram): Diagram {
  const kept = { nodes: [-1, 1, -1], conditions: [] as Condition[], results: [] as unknown[] };
  const numbers = new Map<unknown, number>();
  const numberOf = <T>(value: T, list: T[], key: unknown = value): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, list.length);
    return list.push(value) - 1;
  };
  const to = (at: number): number => {
    if (at >= RESULT) return RESULT + numberOf(results[at - RESULT], kept.results);
    if (at < 2) throw new Error(`the way ${at} leads to no node and no result; ${MEND}`);
    const known = numbers.get(at);
    if (known !== undefined) return known;
    const from = 3 * (at - 1);
    const condition = conditions[nodes[from] ?? -1];
    if (!condition) throw new Error(`node ${at} has no condition; ${MEND}`);
    const holds = decided(condition);
    const leftOut = (): number => RESULT + numberOf(LEFT_OUT, kept.results);
    const high = holds === false ? leftOut() : to(nodes[from + 1] ?? 0);
    const low = holds === true ? leftOut() : to(nodes[from + 2] ?? 0);
    const number =
      high === low && !condition[2] ? high : nodeOf(numberOf(condition, kept.conditions), high, low);
    numbers.set(at, number);
    return number;
  };
  const nodeOf = (condition: number, high: number, low: number): number => {
    const key = `${condition} ${high} ${low}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    kept.nodes.push(condition, high, low);
    numbers.set(key, kept.nodes.length / 3);
    return kept.nodes.length / 3;
  };
  return { root: to(root), ...kept };
}

function written({ nodes, root, conditions, results }: Diagram): string {
  const { text, shared } = withShared([conditions, results]);
  return `${IMPORT}
    const r = ${RESULT};
    ${shared.join('\n')}
    export const bdd = BinaryDecisionDiagram.from(
      new Int32Array([${Array.from(nodes, (to) => (to >= RESULT ? `r + ${to - RESULT}` : to))}]), ${root},
      ...${text});`;
}
