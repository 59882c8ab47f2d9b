/** A value as it is written down, what is in it more than once only once. */
export function withShared(value: unknown): { readonly text: string; readonly shared: readonly string[] } {
  const times = new Map<string, number>();
  const count = (part: unknown): void => {
    const key = JSON.stringify(part);
    times.set(key, (times.get(key) ?? 0) + 1);
    if (times.get(key) === 1 && part instanceof Object) Object.values(part).forEach(count);
  };
  count(value);
  const names = new Map<string, string>();
  const shared: string[] = [];
  const write = (part: unknown): string => {
    const key = JSON.stringify(part);
    const known = names.get(key);
    if (known) return known;
    const text = !(part instanceof Object)
      ? key
      : Array.isArray(part)
        ? `[${part.map(write)}]`
        : `{${Object.entries(part).map(([name, one]) => `${JSON.stringify(name)}:${write(one)}`)}}`;
    if ((times.get(key) ?? 0) < 2 || key.length < 8) return text;
    const name = `s${shared.length}`;
    shared.push(`const ${name} = ${text};`);
    names.set(key, name);
    return name;
  };
  return { text: write(value), shared };
}
