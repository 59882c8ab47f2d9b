import { Gauge, Registry } from 'prom-client';
import type { Figure } from '../../lib/domain/exposed-figure';

export interface Exposition {
  readonly contentType: string;
  readonly body: string;
}

/** Figures in Prometheus' text format. In a registry of its own each time: what is not known any more is gone, and not as it was. */
export async function exposition(figures: readonly Figure[]): Promise<Exposition> {
  const registry = new Registry();
  for (const { name, help, samples } of figures) {
    const [first] = samples;
    if (!first) continue;
    const gauge = new Gauge({ name, help, labelNames: Object.keys(first.labels), registers: [registry] });
    for (const { labels, value } of samples) gauge.set({ ...labels }, value);
  }
  return { contentType: registry.contentType, body: await registry.metrics() };
}
