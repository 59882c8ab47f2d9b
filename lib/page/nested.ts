/** A line of a list, and the lines that were set in below it. */
export interface Item {
  readonly text: string;
  readonly below: readonly Item[];
}

/** Lines as a list in lists, by how far each was set in. */
export function nested(lines: readonly string[]): readonly Item[] {
  const items: Item[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? '';
    const end = lines.findIndex((other, at) => at > index && depthOf(other) <= depthOf(line));
    const next = end === -1 ? lines.length : end;
    items.push({ text: line.trimStart(), below: nested(lines.slice(index + 1, next)) });
    index = next;
  }
  return items;
}

const depthOf = (line: string): number => line.length - line.trimStart().length;
