import { type DeployedFunction, functions } from '../../lib/aws/functions';
import { functionName } from '../../lib/plan/deployed-names';
import { deploymentOf } from '../../lib/plan/deployment';
import { unpackedDeployment } from '../../lib/plan/packed-deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, type Finding, fine, type Look } from './finding';

/** In all three regions, and it carries the plan that it was deployed with. */
const EVERYWHERE = 'pause-failover';
const DEPLOY = 'npx cdk deploy --all, with this plan';

/** Whether each region was deployed with this plan and with the same code, and what whoever looks may do there. */
export const looksAtDeployed = (desk: Desk): readonly Look[] => [
  { what: 'deployed plan', see: () => drift(desk) },
  ...Object.values(desk.plan.regions).map((region) => right(desk, { region, name: EVERYWHERE, to: 'pause' })),
  right(desk, { region: desk.plan.regions.recovery, name: 'answer-approval', to: 'approve' }),
];

async function drift(desk: Desk): Promise<readonly Finding[]> {
  const regions = Object.values(desk.plan.regions);
  const seen = await Promise.all(
    regions.map((region) => functions(desk.aws(region)).deployed(functionName(desk.plan, EVERYWHERE))),
  );
  const [first, ...others] = seen;
  const hasOneCode = others.every(({ codeHash }) => codeHash === first?.codeHash);
  const isSaid = seen.every(({ codeHash }) => codeHash !== undefined);
  return [
    expected('code between regions', isSaid ? hasOneCode : undefined, {
      found: hasOneCode ? 'the same in all three' : `not the same in ${regions.join(', ')}`,
      next: DEPLOY,
    }),
    ...regions.map((region, index) => planFinding(desk, region, seen[index])),
  ];
}

/** Which parts of the plan a region was deployed with otherwise. What AWS names is in no file, and is compared between regions. */
function planFinding(desk: Desk, region: string, seen: DeployedFunction | undefined): Finding {
  const what = `plan in ${region}`;
  const there: object = unpackedDeployment(seen?.variables.DEPLOYMENT ?? '');
  const here: object = JSON.parse(JSON.stringify(deploymentOf(desk.plan)));
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  const different = names.filter(
    (name) => !isSame(here[name as keyof typeof here], there[name as keyof typeof there]),
  );
  return different.length === 0
    ? fine(what, 'deployed as this file has it')
    : bad(what, `deployed with another ${different.join(', ')} than this file has`, DEPLOY);
}

function isSame(here: unknown, there: unknown): boolean {
  if (typeof here === 'string' && isUntold(here)) return typeof there === 'string';
  if (typeof here !== 'object' || here === null || typeof there !== 'object' || there === null)
    return here === there;
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...names].every((name) =>
    isSame(here[name as keyof typeof here], there[name as keyof typeof there]),
  );
}

interface Right {
  readonly region: string;
  readonly name: string;
  readonly to: string;
}

/** Asked of Lambda, which runs nothing for it. Denied is told as any other denial is. */
function right(desk: Desk, { region, name, to }: Right): Look {
  const what = `your right to ${to} in ${region}`;
  return {
    what,
    see: async () => {
      await functions(desk.aws(region)).mayInvoke(functionName(desk.plan, name));
      return [fine(what, `you may call ${functionName(desk.plan, name)}`)];
    },
  };
}
