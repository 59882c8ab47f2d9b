/**
 * What is known of where an answer by the public name came from: the region that the answer itself names, where the plan knows
 * a header for that; else what the host names of the public and of each region's own URL resolve to.
 */
export type Signs =
  | { readonly namedRegion: string | undefined }
  | {
      readonly answered: readonly string[] | undefined;
      readonly own: readonly string[] | undefined;
      readonly other: readonly string[] | undefined;
    };

export type AnsweredFrom =
  | { readonly where: 'here' }
  | { readonly where: 'elsewhere'; readonly because: string }
  | { readonly where: 'unknown'; readonly because: string };

/** Which region answered by the public name, as seen from a region that expects to be it. */
export function answeredFrom(region: string, signs: Signs): AnsweredFrom {
  if ('answered' in signs) return resolvedTo(region, signs);
  const { namedRegion } = signs;
  if (namedRegion === region) return { where: 'here' };
  if (namedRegion === undefined) return unknown('the answer has no header that names its region');
  return { where: 'elsewhere', because: `${namedRegion} answered` };
}

/**
 * By addresses: an alias answers with the very addresses of what it leads to. A load balancer has several, and more than it
 * tells at once, so one in common is enough; one that both sides have in common tells nothing.
 */
function resolvedTo(
  region: string,
  { answered, own, other }: Extract<Signs, { answered: unknown }>,
): AnsweredFrom {
  if (!answered || !own || !other) return unknown('host names did not resolve');
  const isOwn = answered.some((address) => own.includes(address));
  const isOther = answered.some((address) => other.includes(address));
  if (isOwn && !isOther) return { where: 'here' };
  const list = answered.join(', ');
  if (isOther && !isOwn)
    return { where: 'elsewhere', because: `${list} is the other region's, not ${region}'s` };
  return unknown(`${list} is ${isOwn ? "both regions'" : "neither region's own"}`);
}

const unknown = (because: string): AnsweredFrom => ({
  where: 'unknown',
  because: `which region answered is unknown: ${because}`,
});
