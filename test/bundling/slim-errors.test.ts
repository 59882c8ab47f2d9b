import { runInNewContext } from 'node:vm';
import { slimErrors } from '../../lib/bundling/slim-errors';

const plain = (name: string, room = '    static shapeId = "com.amazonaws.rds#Gone";\n') =>
  `export class ${name} extends __BaseException {\n${room}    name = "${name}";\n    $fault = "client";\n` +
  `    constructor(opts) {\n        super({\n            name: "${name}",\n            $fault: "client",\n` +
  `            ...opts,\n        });\n        Object.setPrototypeOf(this, ${name}.prototype);\n    }\n}\n`;
const detailed = (name: string) =>
  plain(name, '')
    .replace('";\n    constructor', '";\n    Item;\n    constructor')
    .replace('    }\n}\n', '        this.Item = opts.Item;\n    }\n}\n');

/** The errors of a client, of which each says by what it was made. */
function made(text: string) {
  const base =
    'class __BaseException extends Error { constructor(given) { super(given.message); this.given = given; } }';
  const names = [...text.matchAll(/^export (?:class|const) (\w+)/gm)].map(([, name]) => name);
  return runInNewContext(`${base}\n${text.replaceAll('export ', '')}\n;({ ${names}, __BaseException })`);
}

test('an error without anything of its own is what it was', () => {
  const before = plain('Gone');
  for (const text of [before, slimErrors('a.js', before)]) {
    const { Gone, __BaseException } = made(text);
    const error = new Gone({ message: 'not there' });
    expect(error instanceof Gone && error instanceof __BaseException).toBe(true);
    expect({ ...error }).toEqual({
      name: 'Gone',
      $fault: 'client',
      given: { name: 'Gone', $fault: 'client', message: 'not there' },
    });
    expect(Gone.shapeId).toBe('com.amazonaws.rds#Gone');
  }
  expect(slimErrors('a.js', before)).not.toContain('class Gone');
});

test('errors are told apart', () => {
  const { Gone, Lost } = made(slimErrors('a.js', plain('Gone') + plain('Lost', '')));
  expect(new Gone({}) instanceof Lost).toBe(false);
  expect(Lost.shapeId).toBeUndefined();
});

test('an error with details of its own stays as it is', () => {
  expect(slimErrors('a.js', plain('Gone') + detailed('Lost'))).toContain(detailed('Lost'));
});

test('an error of a new build ends ours', () => {
  const text = plain('Gone').replace('...opts', '...options');
  expect(() => slimErrors('a.js', text)).toThrow('a.js: the error Gone extends __BaseException');
});
