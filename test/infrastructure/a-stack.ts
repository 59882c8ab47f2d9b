import { type Deployed, houseWith, referencePlan, type SynthesizedStack } from './deployed';

/** A stack of these resources, alone in us-east-1 unless it is said otherwise. */
export const aStack = (
  Resources: object,
  {
    name = 'a-one',
    after = [],
    bytes = 1000,
    Outputs = {},
  }: Partial<SynthesizedStack> & { readonly Outputs?: object } = {},
): SynthesizedStack => ({ name, region: 'us-east-1', template: { Resources, Outputs }, bytes, after });

/** What these stacks would be, were they a plan called `a`. */
export const houseOf = (stacks: readonly SynthesizedStack[]): Deployed =>
  houseWith(referencePlan({ name: 'a' }), stacks);
