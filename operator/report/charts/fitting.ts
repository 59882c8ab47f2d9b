/** Of a letter, on average, in the fonts and the size that charts are written in. */
const LETTER_PX = 6.2;

/** A name that is too long for its chart is cut there; the table beside the chart has it whole. */
export function fitting(name: string, width: number): string {
  const room = Math.floor(width / LETTER_PX);
  return name.length <= room ? name : `${name.slice(0, room - 1).trimEnd()}…`;
}
