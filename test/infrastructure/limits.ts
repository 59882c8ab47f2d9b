import type { SynthesizedStack } from './deployed';

/** What one template may have: CloudFormation's quotas, of which none can be raised. */
const MOST = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
/** CloudFormation says 1 MB. Read as the smaller of the two megabytes. */
const BYTES_MOST = 1_000_000;

/** What IAM takes of a role's inline policies together, white space not counted. */
const INLINE_POLICY_MOST = 10_240;

/** What CloudFormation or IAM would refuse about a template because it is too much. */
export function beyondLimits({ name, template, bytes }: SynthesizedStack): readonly string[] {
  const counts = Object.entries(MOST).flatMap(([section, most]) => {
    const count = Object.keys(template[section] ?? {}).length;
    return count > most ? [`${name} has ${count} ${section}, expected at most ${most}`] : [];
  });
  const size = bytes > BYTES_MOST ? [`${name} has ${bytes} bytes, expected at most ${BYTES_MOST}`] : [];
  return [...size, ...counts, ...policiesBeyond(template)];
}

/** An estimate: an intrinsic function in JSON is about as long as the ARN that it becomes. */
function policiesBeyond({ Resources }: SynthesizedStack['template']): readonly string[] {
  const sizes = new Map<string, number>();
  const add = (role: string, document: unknown) =>
    sizes.set(role, (sizes.get(role) ?? 0) + JSON.stringify(document).length);
  for (const [id, { Type, Properties }] of Object.entries<SynthesizedStack['template']>(Resources)) {
    if (Type === 'AWS::IAM::Role')
      for (const { PolicyDocument } of Properties.Policies ?? []) add(id, PolicyDocument);
    if (Type === 'AWS::IAM::Policy')
      for (const role of Properties.Roles ?? []) add(nameOf(role), Properties.PolicyDocument);
  }
  return [...sizes]
    .filter(([, size]) => size > INLINE_POLICY_MOST)
    .map(
      ([role, size]) =>
        `${role} has ${size} characters of inline policies, expected at most ${INLINE_POLICY_MOST}`,
    );
}

const nameOf = (role: string | { readonly Ref: string }): string =>
  typeof role === 'string' ? role : role.Ref;
