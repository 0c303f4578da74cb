// Standard input: pages as lists of heading texts. Standard output: each page's slugs, in the same form.
import GithubSlugger from 'github-slugger';
import {readFileSync} from 'node:fs';

const pages = JSON.parse(readFileSync(0, 'utf-8'));
const slugs = pages.map((texts) => {
  const slugger = new GithubSlugger();
  return texts.map((text) => slugger.slug(text));
});
process.stdout.write(JSON.stringify(slugs));
