import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type WorkflowName =
  | 'cache-backup'
  | 'drill'
  | 'failback'
  | 'failover'
  | 'heartbeat'
  | 'logical-dump'
  | 'probe'
  | 'restore'
  | 'snapshot'
  | 'switchover'
  | 'wal-check'
  | 'write-access';

const FOLDER = join(import.meta.dirname, '..', '..', 'statemachines');

/** The machine as it stands in its file, placeholders and all. */
export const workflowDefinition = (name: WorkflowName): string =>
  readFileSync(join(FOLDER, `${name}.asl.json`), 'utf8');

/** The names of the placeholders in a definition, each once. */
export const placeholdersIn = (definition: string): readonly string[] => [
  ...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name as string)),
];

/**
 * What keeps a definition from being filled with these names: a placeholder that nothing fills would reach AWS as text, and
 * a fill that nothing uses is a task that nobody calls.
 */
export function unfillableBecause(definition: string, fills: readonly string[]): string | undefined {
  const placeholders = placeholdersIn(definition);
  const unfilled = placeholders.filter((name) => !fills.includes(name));
  const unused = fills.filter((name) => !placeholders.includes(name));
  if (unfilled.length > 0) return `nothing fills ${unfilled.join(', ')}`;
  if (unused.length > 0) return `no state calls ${unused.join(', ')}`;
  return undefined;
}
