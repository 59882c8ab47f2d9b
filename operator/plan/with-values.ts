import { isNode, parseDocument, stringify } from 'yaml';

export interface PlanValue {
  readonly path: readonly (string | number)[];
  readonly value: string | readonly string[];
}

/**
 * A plan with other values in some places, every other character as it was: comments stand where they stood. From the end to the
 * beginning, so that what is still to be replaced has not moved. @throws {RangeError} for a place that the plan does not have
 */
export function withValues(plan: string, values: readonly PlanValue[]): string {
  const document = parseDocument(plan);
  const edits = values.map(({ path, value }) => {
    const node = document.getIn([...path], true);
    if (!isNode(node) || !node.range) throw new RangeError(`the plan has no ${path.join('.')}`);
    const [from, to] = node.range;
    return { from, to, text: typeof value === 'string' ? stringify(value).trim() : `[${value.join(', ')}]` };
  });
  return edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: own }) => `${text.slice(0, from)}${own}${text.slice(to)}`, plan);
}
