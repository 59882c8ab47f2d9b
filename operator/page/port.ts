/** @throws {RangeError} for what is no port */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RangeError(`expected a port, from 0 (any that is free) to 65535, found ${text}`);
}
