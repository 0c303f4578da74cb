// The smallest site that renders headings as a default Docusaurus site does: MDX and the classic theme.
module.exports = {
  title: 'Anchors',
  url: 'https://example.org',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  markdown: {
    hooks: {onBrokenMarkdownLinks: 'ignore', onBrokenMarkdownImages: 'ignore'},
  },
  plugins: [['@docusaurus/plugin-content-docs', {path: process.env.PAGES, routeBasePath: '/'}]],
  themes: ['@docusaurus/theme-classic'],
};
