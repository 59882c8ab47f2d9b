import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gate } from '../../../rehearsal/engines/gate';

let engine: Server;
let gate: Gate;
let clients: Socket[];

/** Stands for an engine: says back what it hears. */
beforeEach(async () => {
  engine = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(engine, 'listening');
  gate = await Gate.open((engine.address() as AddressInfo).port, ['application', 'orchestrator']);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await gate.close();
  engine.close();
});

async function connectAs(source: string): Promise<Socket> {
  const client = connect(gate.port(source), '127.0.0.1').on('error', () => undefined);
  clients.push(client);
  await once(client, 'connect');
  return client;
}

async function echo(client: Socket, word: string): Promise<string> {
  const answer = once(client, 'data');
  client.write(word);
  const [heard] = await answer;
  return String(heard);
}

test('an established connection survives a swap of the admitted sources; a new one is refused', async () => {
  const established = await connectAs('application');
  expect(await echo(established, 'before')).toBe('before');

  gate.admit(['orchestrator']);

  expect(await echo(established, 'after')).toBe('after');
  await once(await connectAs('application'), 'close');
  expect(await echo(await connectAs('orchestrator'), 'still here')).toBe('still here');
});

test('cutting ends established connections of all doors, and no new one', async () => {
  const both = await Promise.all([connectAs('application'), connectAs('orchestrator')]);
  await Promise.all(both.map((client) => echo(client, 'established')));
  const ended = Promise.all(both.map((client) => once(client, 'close')));
  gate.cutAll();
  await ended;
  expect(await echo(await connectAs('application'), 'new')).toBe('new');
});

test('in a partition nothing flows and nothing closes; afterwards what was under way arrives', async () => {
  const client = await connectAs('application');
  await echo(client, 'before');
  const heard: string[] = [];
  client.on('data', (chunk) => heard.push(String(chunk)));

  gate.partition(true);
  client.write('held');
  await sleep(100);
  expect(heard).toEqual([]);
  expect(client.destroyed).toBe(false);

  const arrived = once(client, 'data');
  gate.partition(false);
  await arrived;
  expect(heard).toEqual(['held']);
});

test('a connection tried in a partition hangs, and fails when it ends without delivering anything', async () => {
  const received: string[] = [];
  engine.on('connection', (socket) => socket.on('data', (chunk) => received.push(String(chunk))));
  gate.partition(true);
  const client = await connectAs('application');
  client.write('too late');
  await sleep(100);
  expect(client.destroyed).toBe(false);

  gate.partition(false);
  await once(client, 'close');
  expect(await echo(await connectAs('application'), 'anew')).toBe('anew');
  expect(received).toEqual(['anew']);
});

test('an engine that dies in a partition is noticed after it', async () => {
  const accepted = once(engine, 'connection');
  const client = await connectAs('application');
  await echo(client, 'before');
  const [engineSide] = await accepted;
  gate.partition(true);
  engineSide.destroy();
  await sleep(100);
  expect(client.destroyed).toBe(false);
  const closed = once(client, 'close');
  gate.partition(false);
  await closed;
});

test('all that an engine sends before it closes is delivered', async () => {
  const size = 4_000_000;
  engine.removeAllListeners('connection');
  engine.on('connection', (socket) => socket.end(Buffer.alloc(size)));
  const client = await connectAs('application');
  let received = 0;
  client.on('data', (chunk) => {
    received += chunk.length;
  });
  await once(client, 'close');
  expect(received).toBe(size);
});

test('a client of an engine that is down is disconnected', async () => {
  engine.close();
  await once(await connectAs('application'), 'close');
});

test('a source without a door is named, with those that have one', () => {
  expect(() => gate.port('replication')).toThrow('no door for replication');
  expect(() => gate.admit(['replication'])).toThrow('expected application, orchestrator');
});
