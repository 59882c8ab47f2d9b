import { complaintOf } from '../../operator/command/complaint';
import { Interrupted } from '../../operator/command/endings';
import { serveStatus } from '../../operator/commands/serve-status';
import { anAwsError } from '../helpers/an-aws-error';
import { aDesk, type DeskSettings } from './a-desk';

/** The status of a made-up world, shown as long as the body takes; then somebody presses Ctrl-C. */
async function shown(settings: DeskSettings, body: (address: string) => Promise<void>) {
  const desk = aDesk(settings);
  let pressed: () => void = () => undefined;
  const ended = serveStatus(
    {
      ...desk,
      unlessInterrupted: (_work, farewell) =>
        new Promise((_, reject) => {
          pressed = () => reject(new Interrupted(farewell));
        }),
    },
    0,
  ).catch((error: Error) => error);
  while (desk.notes.length === 0) await new Promise((resume) => setTimeout(resume, 5));
  const [address = ''] = /http:\S+/.exec(desk.notes.join()) ?? [];
  try {
    await body(address);
  } finally {
    pressed();
  }
  expect(complaintOf(await ended)).toEqual({ code: 130, line: 'the status is shown no more' });
  await expect(fetch(address)).rejects.toThrow();
}

test('it is the page of what the command tells, with who gave no answer', () =>
  shown({ dead: ['us-east-1'] }, async (address) => {
    const answer = await fetch(address);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('Unknown: nobody can say whether us-east-1 is well');
    expect(page).toMatch(/The ledger was read in us-\w+-2; no answer from us-east-1: connect ECONN/);
    const data = await (await fetch(new URL('/status.json', address))).json();
    expect(data).toMatchObject({
      ledger: { silent: [{ region: 'us-east-1' }] },
      outlook: { kind: 'unseen' },
      deployment: 'firebackup',
    });
  }));

test.each<[string, DeskSettings, string]>([
  ['no region', { dead: ['us-east-1', 'us-west-2', 'us-east-2'] }, 'the ledger answers in no region'],
  [
    'expired credentials',
    { failing: () => anAwsError('ExpiredTokenException') },
    'your AWS credentials have expired',
  ],
])('with %s nothing is known, and the page says why', (_, settings, because) =>
  shown(settings, async (address) => {
    const answer = await fetch(address);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain(`Unknown: ${because}`);
  }),
);

test('a port that is taken is bad input', () =>
  shown({}, async (address) => {
    const port = Number(new URL(address).port);
    const error = await serveStatus(aDesk(), port).catch((failed: Error) => failed);
    expect(complaintOf(error)).toEqual({
      code: 2,
      line: expect.stringContaining(`no status page on port ${port}`),
    });
  }));
