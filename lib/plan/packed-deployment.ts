import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Deployment } from './deployment';

/** Stands in a packed deployment for a value that is told when it is deployed, by its place behind the packed part. */
interface ToldLater {
  readonly toldAt: number;
}

/**
 * A deployment as functions carry it in their environment, of which Lambda allows 4 KB in all: JSON, deflated (to a
 * third: names repeat), in base64. What AWS names in a built workload is not known when this is packed, and cannot be deflated:
 * it stands behind, after spaces, as CloudFormation puts it there.
 */
export function packedDeployment(
  deployment: Deployment,
  isToldLater: (value: string) => boolean = () => false,
): string {
  const told: string[] = [];
  const text = JSON.stringify(deployment, (_, value: unknown) => {
    if (typeof value !== 'string' || !isToldLater(value)) return value;
    if (!told.includes(value)) told.push(value);
    return { toldAt: told.indexOf(value) } satisfies ToldLater;
  });
  return [deflateRawSync(text).toString('base64'), ...told].join(' ');
}

/** @throws {Error} for a text that was not packed by us, and for one whose told values are not all there */
export function unpackedDeployment(text: string): Deployment {
  const [packed = '', ...told] = text.split(' ');
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString(), (_, value: unknown) => {
    if (!isPlaceOfTold(value)) return value;
    const found = told[value.toldAt];
    if (!found)
      throw new RangeError(`${told.length} values behind the deployment, expected one at ${value.toldAt}`);
    return found;
  }) as Deployment;
}

const isPlaceOfTold = (value: unknown): value is ToldLater =>
  typeof value === 'object' && value !== null && typeof (value as ToldLater).toldAt === 'number';
