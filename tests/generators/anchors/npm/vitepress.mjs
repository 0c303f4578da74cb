// Standard input: {name: Markdown}. Standard output: {name: HTML}, as VitePress renders each page;
// null where it stops (an explicit id that is taken).
import {readFileSync} from 'node:fs';
import {createMarkdownRenderer} from 'vitepress';

const pages = JSON.parse(readFileSync(0, 'utf-8'));
const renderer = await createMarkdownRenderer('.', {highlight: (code) => code});
const html = {};
for (const [name, markdown] of Object.entries(pages)) {
  try {
    html[name] = renderer.render(markdown, {});
  } catch {
    html[name] = null;
  }
}
process.stdout.write(JSON.stringify(html));
