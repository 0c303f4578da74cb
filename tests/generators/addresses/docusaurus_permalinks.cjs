// Reads [{source, content}] on standard input; prints {source: permalink, or null if unpublished}.
const docs = require('@docusaurus/plugin-content-docs/lib/docs.js');
const {DefaultNumberPrefixParser} = require('@docusaurus/plugin-content-docs/lib/numberPrefix.js');
const {DEFAULT_PARSE_FRONT_MATTER} = require('@docusaurus/utils');

const versionMetadata = {
  path: '/docs', versionName: 'current', contentPath: '/site/docs', tagsPath: '/docs/tags',
};
const siteConfig = {
  markdown: {parseFrontMatter: DEFAULT_PARSE_FRONT_MATTER}, future: {experimental_vcs: {}},
};
const context = {siteDir: '/site', i18n: {currentLocale: 'en'}, siteConfig};
const options = {numberPrefixParser: DefaultNumberPrefixParser, onInlineTags: 'ignore'};

async function permalink({source, content}) {
  const filePath = `/site/docs/${source}`;
  const docFile = {source, content, contentPath: '/site/docs', filePath};
  const made = await docs.processDocMetadata({
    docFile, versionMetadata, context, options, env: 'production', tagsFile: null,
  });
  return made.draft || made.unlisted ? null : made.permalink;
}

async function main() {
  const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const answers = {};
  for (const page of asked) answers[page.source] = await permalink(page);
  console.log(JSON.stringify(answers));
}

main();
