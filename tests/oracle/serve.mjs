// The reference parser as a line service: a JSON string of a text in, a JSON line with the answer out.
// Usage: node serve.mjs FOLDER, where FOLDER/node_modules has @digicatapult/dtdl-parser.
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2], 'node_modules/@digicatapult/dtdl-parser/build/interop/modelParser.js');
const { parse } = await import(pathToFileURL(folder));

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
for await (const line of lines) {
  let answer;
  try {
    answer = { model: JSON.parse(parse(JSON.parse(line))) };
  } catch (error) {
    try {
      answer = { error: JSON.parse(error.message) };
    } catch {
      answer = { fault: String(error.message ?? error) };
    }
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
process.exit(0);
