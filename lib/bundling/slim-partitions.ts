const MEND = 'the package is built in a new way, so look at it and mend lib/bundling/slim-partitions.ts';

interface Partition {
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

const PARTITIONS = /^export const partitionsInfo = (\{[\s\S]*\});\n?$/;

/** AWS' partitions without the regions that are told by their names; of the others, without what people call them. */
export function slimPartitions(path: string, text: string): string {
  const [, written = ''] = PARTITIONS.exec(text) ?? [];
  if (!written) throw new Error(`no partitions in ${path}; ${MEND}`);
  const { partitions, ...rest } = JSON.parse(written) as { readonly partitions: readonly Partition[] };
  const partitionOf = (region: string) =>
    partitions.find(({ regionRegex }) => new RegExp(regionRegex).test(region));
  const slim = partitions.map((one) => ({
    ...one,
    regions: Object.fromEntries(
      Object.keys(one.regions).flatMap((region) => (partitionOf(region) === one ? [] : [[region, {}]])),
    ),
  }));
  return `export const partitionsInfo = ${JSON.stringify({ partitions: slim, ...rest })};`;
}
