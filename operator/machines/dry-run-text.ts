import type { FailoverOutcome } from '../../lib/domain/failover-outcome';
import type { Objection } from '../../lib/domain/objection';
import { headed, labelled, part, type Screen } from '../command/screen';

/** What a dry run of `failover` or `switchover` answers. */
interface DryRun {
  readonly workflow: 'failover' | 'switchover';
  readonly would: FailoverOutcome;
  readonly from: string;
  readonly to: string;
  readonly expectedLossSeconds?: number;
  readonly asks: { readonly objections: readonly Objection[]; readonly steps: readonly string[] };
}

const WOULD: Readonly<Record<FailoverOutcome, string>> = {
  act: 'it would fail over',
  switchover: 'it would hand the role over without a loss, by switchover',
  ask: 'it would ask a person',
  refuse: 'it would refuse',
};

const isDryRun = (output: unknown): output is DryRun =>
  typeof output === 'object' && output !== null && 'would' in output && 'asks' in output;

/** What a failover would come to, what speaks against it and who may lift that, and what it would do; else nothing. */
export function dryRunLines(output: unknown, screen: Screen): readonly string[] | undefined {
  if (!isDryRun(output)) return undefined;
  const { workflow, would, from, to, expectedLossSeconds, asks } = output;
  const loss =
    expectedLossSeconds === undefined ? 'unknown' : `${expectedLossSeconds.toFixed(1)} s of writes`;
  return [
    ...headed(screen, 'bold', `${from} to ${to}: ${WOULD[would]}; nothing was changed`),
    ...(workflow === 'switchover'
      ? labelled(screen, ['exp. loss', 'none: it loses nothing, or everything is as it was'])
      : labelled(screen, ['exp. loss', loss], { style: loss === 'unknown' ? 'yellow' : undefined })),
    ...part(
      screen,
      'What speaks against it',
      asks.objections.length === 0
        ? ['  nothing']
        : asks.objections.flatMap(({ because, approvable }) =>
            labelled(screen, [approvable ? 'a person may' : 'never', because], {
              width: 14,
              style: approvable ? 'yellow' : 'red',
            }),
          ),
    ),
    ...part(
      screen,
      'It would',
      asks.steps.flatMap((step) => labelled(screen, ['-', step], { width: 2 })),
    ),
  ];
}
