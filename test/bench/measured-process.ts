import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly millis: number;
  /** Of the process itself, without its children. */
  readonly peakKilobytes: number;
  readonly output: string;
}

/** Runs a program to its end; one that says its own peak is believed. */
export async function measured(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakKilobytes = 0;
  const watch = setInterval(() => {
    peakKilobytes = Math.max(peakKilobytes, peakOf(child));
  }, 20);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  await once(child, 'close');
  clearInterval(watch);
  const output = Buffer.concat(parts).toString();
  if (!output) throw new Error(`${program} said nothing`);
  const own = (JSON.parse(output) as { peakKilobytes?: number }).peakKilobytes;
  return { millis: performance.now() - begun, peakKilobytes: own ?? peakKilobytes, output };
}

/** The kernel's own mark of the highest; nothing once the process is gone. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The run in the middle by its time. */
export async function median(runs: number, run: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let at = 0; at < runs; at += 1) all.push(await run());
  const sorted = all.toSorted((a, b) => a.millis - b.millis);
  return sorted[Math.floor(runs / 2)] ?? { millis: Number.NaN, peakKilobytes: Number.NaN, output: '[]' };
}
