import type { ReferencePlan } from './reference-schema';
import type { Told } from './workload-outputs';

const SAMPLE_ACCOUNT = '111122223333';

/**
 * Something of the right form for each thing that AWS names, each different from the others: what a plan is checked with
 * before anything is built, and what a rehearsal plays with. Never deployed.
 */
export function standIns({ regions }: Pick<ReferencePlan, 'regions'>): Told {
  const given: string[] = [];
  return (place, output) => {
    const key = `${place} ${output}`;
    if (!given.includes(key)) given.push(key);
    const number = String(given.indexOf(key)).padStart(17, '0');
    if (output === 'Vpc') return `vpc-${number}`;
    if (output === 'KeyArn') return `arn:aws:kms:${regions[place]}:${SAMPLE_ACCOUNT}:key/${number}`;
    if (output === 'GlobalDatastore') return `ldgnf-${number}`;
    if (output.includes('Subnet')) return `subnet-${number}`;
    if (output.endsWith('Group')) return `sg-${number}`;
    return `${output.toLowerCase()}-${number}.${regions[place]}.example.com`;
  };
}
