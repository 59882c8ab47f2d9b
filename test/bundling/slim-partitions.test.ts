import { readFileSync } from 'node:fs';
import { slimPartitions } from '../../lib/bundling/slim-partitions';

const PATH = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const WHOLE = readFileSync(PATH, 'utf8');

interface Partition {
  readonly outputs: object;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}
const partitionsIn = (text: string): readonly Partition[] =>
  JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)).partitions;

/** As the SDK looks: by the whole name in any partition, then by its form. */
const partitionOf = (partitions: readonly Partition[], region: string) =>
  partitions.find(({ regions }) => region in regions) ??
  partitions.find(({ regionRegex }) => new RegExp(regionRegex).test(region));

test('every region is of the partition that it was of', () => {
  const [whole, slim] = [partitionsIn(WHOLE), partitionsIn(slimPartitions(PATH, WHOLE))];
  const regions = [...whole.flatMap((one) => Object.keys(one.regions)), 'us-new-7', 'cn-new-1', 'nowhere'];
  expect(regions.length).toBeGreaterThan(40);
  for (const region of regions) {
    expect([region, partitionOf(slim, region)?.outputs]).toEqual([
      region,
      partitionOf(whole, region)?.outputs,
    ]);
  }
});

test('partitions that are written in a new way end the build', () => {
  expect(() => slimPartitions(PATH, WHOLE.replace('partitionsInfo', 'all'))).toThrow('no partitions in');
});
