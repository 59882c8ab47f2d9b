import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const FOLDER = import.meta.dirname;
export const RULE_MANIFEST = join(FOLDER, 'prometheus-rule.yaml');

/** The rules as the Prometheus operator takes them: the same groups, as a resource of a cluster. */
export function ruleManifest(): string {
  const { groups } = parse(readFileSync(join(FOLDER, 'prometheus-rules.yaml'), 'utf8'));
  const manifest = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'firebackup-alerts', labels: { app: 'firebackup-ha' } },
    spec: { groups },
  };
  return `# Written by \`npm run monitoring\` from prometheus-rules.yaml.\n${stringify(manifest, { lineWidth: 0 })}`;
}
