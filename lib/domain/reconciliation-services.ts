import type { Change, Moved } from './reconciliation-change';

/** Services that the run made larger: a deployment that names a count would make them small again, under load. */
export function serviceChanges({ deployment, to, evidence }: Moved): readonly Change[] {
  const cluster = deployment.compute?.[to].cluster;
  if (!cluster) return [];
  const { services, workers } = evidence.steps ?? {};
  const resumed = workers && 'services' in workers ? (workers.services ?? []) : [];
  return [...(services?.scaled?.services ?? []), ...resumed.flatMap(sized)].map((one) => ({
    resource: `${cluster}/${one.service}`,
    region: deployment.regions[to],
    what: 'desired count',
    isNow: String(one.to),
    cloudFormation: [`\`${one.service}\`: no \`DesiredCount\`, or at least ${one.to}.`],
    terraform: [
      `\`${one.service}\`: \`lifecycle { ignore_changes = [desired_count] }\`, or at least ${one.to}.`,
    ],
  }));
}

/** Checked services say what is wanted of them under another word than scaled ones. */
function sized(seen: unknown): readonly { readonly service: string; readonly to: number }[] {
  const { service, to, desired } = seen as { service?: string; to?: number; desired?: number };
  const count = to ?? desired;
  return service === undefined || count === undefined ? [] : [{ service, to: count }];
}
