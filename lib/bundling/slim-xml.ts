import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** What turns a value into XML, and the one that is asked for under a name of its own. */
const WRITER = '@aws-sdk/core/dist-es/submodules/protocols/xml/XmlShapeSerializer.js';
const REAL = '?writes-xml';

/** Commands of ours that send XML. Others that speak XML only read it: they ask in the path and in headers. */
export const WRITING = ['@aws-sdk/client-s3/dist-es/commands/PutObjectRetentionCommand.js'];

/**
 * Brings what writes XML in with the commands that send some. A protocol knows not what its commands send, so every bundle
 * with S3 or Route 53 would hold it (6 kB), and one needs it. A command that sends XML and is not in the list is told so by
 * the first call.
 */
export const slimXml = (root: string): Plugin => ({
  name: 'slim-xml',
  setup: ({ onLoad, onResolve }) => {
    const at = (file: string) => join(root, 'node_modules', file);
    for (const file of [WRITER, ...WRITING]) {
      if (!existsSync(at(file)))
        throw new Error(`no node_modules/${file}; look at the package and mend lib/bundling/slim-xml.ts`);
    }
    onResolve({ filter: /\?writes-xml$/ }, () => ({ path: at(WRITER), suffix: REAL }));
    onLoad({ filter: /[\\/]XmlShapeSerializer\.js$/ }, ({ suffix }) =>
      suffix === REAL ? undefined : { contents: STANDS_IN, loader: 'js' },
    );
    onLoad({ filter: /[\\/]client-[\w-]+[\\/]dist-es[\\/]commands[\\/]\w+\.js$/ }, async ({ path }) =>
      WRITING.some((file) => path === at(file))
        ? { contents: `${await readFile(path, 'utf8')}${BRINGS(at(WRITER))}`, loader: 'js' }
        : undefined,
    );
  },
});

const BRINGS = (writer: string): string => `
  import { XmlShapeSerializer } from ${JSON.stringify(`${writer}${REAL}`)};
  import { writeXmlWith } from ${JSON.stringify(writer)};
  writeXmlWith(XmlShapeSerializer);`;

const STANDS_IN = `
  let Writer;
  export const writeXmlWith = (one) => { Writer = one; };
  export class XmlShapeSerializer {
    constructor(settings) { this.settings = settings; }
    setSerdeContext(context) { this.context = context; }
    write(schema, value) {
      if (!Writer) throw new Error('what writes XML is left out of this bundle; see lib/bundling/slim-xml.ts');
      this.writer ??= new Writer(this.settings);
      this.writer.setSerdeContext(this.context);
      this.writer.write(schema, value);
    }
    flush() { return this.writer.flush(); }
  }`;
