// Where a vector can stand in an article, by formats. Each position makes a source of a payload.

const xml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const yaml = (text) => JSON.stringify(text);
const line = (text) => text.replace(/\s+/g, " ");

const print = {
  title: (p) => `${line(p)}\n\nBones are hard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n`,
  paragraph: (p) => `On Bones\n\nBones ${p} are hard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n`,
  heading: (p) => `On Bones\n\n${line(p)}\n\nBones are hard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n`,
  marker: (p) => `On Bones\n\nBones are hard.[1 ${line(p)}]\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n`,
  reference: (p) => `On Bones\n\nBones are hard.¹\n\nReferences\n\n1. ${line(p)}. Bones. Bone. 2020;1:2.\n`,
  address: (p) => `On Bones\n\nBones are [hard](${p}).¹\n\nReferences\n\n1. Available at: ${line(p)}. Accessed May 1, 2020.\n`,
  list: (p) => `On Bones\n\nBones are:\n\n- ${line(p)}\n- hard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n`,
};

const markdown = {
  matter: (p) => `---\ntitle: ${yaml(p)}\nauthor: ${yaml(p)}\nlang: ${yaml(p)}\ndoi: ${yaml(p)}\nkeywords: [${yaml(p)}]\n---\n\nBones.\n`,
  title: (p) => `# ${line(p)}\n\nBones.\n`,
  heading: (p) => `# On Bones\n\n## ${line(p)} {#${line(p)}}\n\nBones.\n`,
  text: (p) => `# On Bones\n\nBones ${p} are hard.\n`,
  block: (p) => `# On Bones\n\n${p}\n\nBones.\n`,
  quotation: (p) => `# On Bones\n\n> ${line(p)}\n\n- ${line(p)}\n`,
  address: (p) => `# On Bones\n\n[bones](<${line(p)}>) [bones](${p}) <${line(p)}>\n`,
  "link's title": (p) => `# On Bones\n\n[bones](#x ${yaml(line(p))})\n`,
  definition: (p) => `# On Bones\n\n[bones][b] and [bones]\n\n[b]: <${line(p)}> '${line(p)}'\n[bones]: ${line(p)}\n`,
  picture: (p) => `# On Bones\n\n![${line(p)}](<${line(p)}> ${yaml(line(p))}){width=${line(p)} height="${line(p)}" .${line(p)}}\n`,
  code: (p) => `# On Bones\n\n\`${line(p)}\`\n\n\`\`\`${line(p)}\n${p}\n\`\`\`\n`,
  formula: (p) => `# On Bones\n\n$${line(p)}$ and\n\n$$\n${p}\n$$\n`,
  "text of a formula": (p) => `# On Bones\n\n$\\text{${line(p)}}$ $\\href{${line(p)}}{x}$\n`,
  table: (p) => `# On Bones\n\n| ${line(p)} | b |\n| --- | --- |\n| ${line(p)} | c |\n\nTable: ${line(p)}\n`,
  note: (p) => `# On Bones\n\nBones.[^1] More.[^${line(p)}]\n\n[^1]: ${p}\n\n[^${line(p)}]: ${line(p)}\n`,
  citation: (p) => `# On Bones\n\nBones [see @a, p. ${line(p)}] and [@{${line(p)}}].\n`,
  works: (p) => `---\nreferences:\n- id: a\n  type: book\n  title: ${yaml(p)}\n  URL: ${yaml(p)}\n  DOI: ${yaml(p)}\n  author:\n  - family: ${yaml(p)}\n---\n\nBones [@a].\n`,
  attributes: (p) => `# On Bones\n\n[bones]{.${line(p)} #${line(p)} title="${line(p)}" style="${line(p)}" onclick="${line(p)}"}\n\n::: {.${line(p)} title=${yaml(line(p))}}\nBones.\n:::\n`,
};

const article = (front, body, back = "") =>
  `<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"><front><article-meta>${front}</article-meta></front><body>${body}</body><back>${back}</back></article>`;
const titled = "<title-group><article-title>On Bones</article-title></title-group>";

const jats = {
  title: (p) => article(`<title-group><article-title>${xml(p)}</article-title></title-group>`, "<p>Bones.</p>"),
  people: (p) => article(`${titled}<contrib-group><contrib contrib-type="author"><name><surname>${xml(p)}</surname><given-names>${xml(p)}</given-names></name></contrib></contrib-group><article-id pub-id-type="doi">${xml(p)}</article-id>`, "<p>Bones.</p>"),
  section: (p) => article(titled, `<sec id="${xml(p)}"><title>${xml(p)}</title><p>Bones.</p></sec>`),
  text: (p) => article(titled, `<p>${xml(p)}</p>`),
  markup: (p) => article(titled, `<p>Bones. ${p}</p>`),
  address: (p) => article(titled, `<p><ext-link ext-link-type="uri" xlink:href="${xml(p)}">${xml(p)}</ext-link><uri xlink:href="${xml(p)}">bones</uri></p>`),
  picture: (p) => article(titled, `<fig id="f${xml(p)}"><label>${xml(p)}</label><caption><p>${xml(p)}</p></caption><alt-text>${xml(p)}</alt-text><graphic xlink:href="${xml(p)}"/></fig>`),
  formula: (p) => article(titled, `<disp-formula><mml:math><mml:mtext>${xml(p)}</mml:mtext><mml:mi xlink:href="${xml(p)}" style="${xml(p)}" onclick="${xml(p)}">x</mml:mi></mml:math></disp-formula>`),
  "markup of a formula": (p) => article(titled, `<disp-formula><mml:math>${p}</mml:math></disp-formula>`),
  "TeX of a formula": (p) => article(titled, `<inline-formula><tex-math>${xml(p)}</tex-math></inline-formula>`),
  table: (p) => article(titled, `<table-wrap><caption><p>${xml(p)}</p></caption><table><tbody><tr><td align="${xml(p)}" style="${xml(p)}" colspan="${xml(p)}">${xml(p)}</td></tr></tbody></table></table-wrap>`),
  citation: (p) => article(titled, `<p>Bones.<xref ref-type="bibr" rid="${xml(p)}">${xml(p)}</xref></p>`, `<ref-list><ref id="${xml(p)}"><label>${xml(p)}</label><mixed-citation>${xml(p)}<pub-id pub-id-type="doi">${xml(p)}</pub-id></mixed-citation></ref></ref-list>`),
  note: (p) => article(titled, `<p>Bones.<xref ref-type="fn" rid="n">${xml(p)}</xref></p>`, `<fn-group><fn id="n"><label>${xml(p)}</label><p>${xml(p)}</p></fn></fn-group>`),
};

const text = (value) => [{ type: "text", value }];
const structured = (children, more = {}) => ({ scholion: 1, title: text("On Bones"), children, ...more });
const paragraph = (...children) => structured([{ type: "paragraph", children }]);
const cited = (reference) =>
  structured([{ type: "paragraph", children: [{ type: "citation", references: [reference.id], marker: reference.label ?? "[1]" }] }], {
    references: [reference],
  });

const json = {
  title: (p) => structured([], { title: text(p), subtitle: text(p) }),
  language: (p) => structured([{ type: "paragraph", children: text("Bones") }], { language: p, direction: p }),
  text: (p) => paragraph(...text(p)),
  section: (p) => structured([{ type: "section", identifier: p, title: text(p), children: [] }]),
  address: (p) => paragraph({ type: "link", url: p, title: p, children: text(p) }),
  picture: (p) => paragraph({ type: "image", url: p, alt: p, title: p }),
  code: (p) => structured([{ type: "code", value: p, language: p }]),
  formula: (p) => paragraph({ type: "inlineMath", mathml: p, tex: p }),
  "inside of a formula": (p) => paragraph({ type: "inlineMath", mathml: `<math>${p}</math>` }),
  "text of a formula": (p) => paragraph({ type: "inlineMath", mathml: `<math><mtext>${xml(p)}</mtext><mi href="${xml(p)}">x</mi></math>` }),
  abbreviation: (p) => paragraph({ type: "abbreviation", title: p, children: text(p) }),
  marker: (p) => paragraph({ type: "citation", references: [p], marker: p }),
  note: (p) => structured([{ type: "paragraph", children: [{ type: "footnoteReference", identifier: p }] }], { footnotes: [{ identifier: p, label: p, children: [{ type: "paragraph", children: text(p) }] }] }),
  mention: (p) => paragraph({ type: "crossReference", identifier: p, children: text(p) }),
  reference: (p) => cited({ id: p, label: p, children: text(p) }),
  work: (p) => cited({ id: "a", children: text("a"), csl: { id: "a", type: "book", title: p, URL: p, DOI: p, PMID: p, author: [{ family: p }], "container-title": p } }),
  update: (p) => cited({ id: "a", children: text("a"), updates: [{ type: "retraction", url: p, doi: p }] }),
};

const html = {
  body: (p) => `<!doctype html><title>On Bones</title><article><h1>On Bones</h1><p>Bones are hard.</p>${p}<p>More of them.</p></article>`,
  text: (p) => `<!doctype html><title>On Bones</title><article><h1>On Bones</h1><p>Bones ${p} are hard.</p></article>`,
  attributes: (p) => `<!doctype html><title>On Bones</title><article><h1 id="${xml(p)}">On Bones</h1><p><a href="${xml(p)}" title="${xml(p)}">hard</a> <img src="${xml(p)}" alt="${xml(p)}"></p></article>`,
};

export const FORMATS = { print, markdown, jats, json, html };
