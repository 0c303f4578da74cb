// Prints {type: JSON Schema} of every type that shapes.ts exports.
import { readFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

const path = 'shapes.ts';
const generator = createGenerator({ path, skipTypeCheck: true, topRef: false });
const names = readFileSync(path, 'utf8').matchAll(/^export type (\w+)/gm);
const schemas = Object.fromEntries([...names].map(([, name]) => [name, generator.createSchema(name)]));
process.stdout.write(JSON.stringify(schemas));
