import { rmSync } from 'node:fs';

/** Jest's `globalTeardown`. */
export default function forgetTemplates(): void {
  if (process.env.SYNTHESIZED) rmSync(process.env.SYNTHESIZED, { recursive: true, force: true });
}
