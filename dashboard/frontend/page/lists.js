// Lists: links that choose something on the map, files to take along, and the sources of the rows.
"use strict";
(() => {
  const page = window.ArcticPage;
  const { node } = page;
  const WEB = /^https?:\/\//i;

  const painted = (parentElement, data, paint) => {
    const own = page.memory(parentElement, () => ({ shown: "" }));
    const text = JSON.stringify(data);
    if (text === own.shown) return;
    own.shown = text;
    parentElement.replaceChildren(paint(data));
  };

  const links = (data) => {
    const list = node("ul", "links");
    for (const item of data.items) {
      const line = node("li", "");
      const link = page.link("", item.text, item.href);
      if (item.lang) link.replaceChildren(Object.assign(node("span", "", item.text), { lang: item.lang }));
      if (item.rest) link.append(item.rest);
      line.append(link);
      list.append(line);
    }
    return list;
  };

  const title = (row, text) => {
    const head = node("th", "headline");
    head.scope = "row";
    const said = WEB.test(row.href) ? Object.assign(node("a", "", text), { href: row.href, target: "_blank", rel: "noopener noreferrer" }) : node("span", "", text);
    if (row.lang) said.lang = row.lang;
    head.append(said);
    return head;
  };

  // Files to take along; a link that is there already stays, and with it the focus.
  page.files = (files, line = node("p", "files")) => {
    while (line.childElementCount > files.length) line.lastElementChild.remove();
    files.forEach(({ text, href }, at) => {
      const link = line.children[at] || line.appendChild(Object.assign(node("a", ""), { download: "" }));
      Object.assign(link, { textContent: text, href: page.route(href) });
    });
    return line;
  };

  page.sources = (data) => {
    const table = node("table", "");
    const head = node("tr", "");
    head.append(...data.columns.map((label) => Object.assign(node("th", "", label), { scope: "col" })));
    const body = node("tbody", "");
    for (const row of data.rows) {
      const [publisher, headline, published, kind] = row.cells;
      const line = node("tr", "");
      line.append(node("td", "publisher", publisher), title(row, headline), node("td", "", published), node("td", "", kind));
      body.append(line);
    }
    const top = node("thead", "");
    top.append(head);
    table.append(node("caption", "", data.caption), top, body);
    const box = node("div", "rows sources");
    box.append(table);
    return box;
  };

  page.elements.list = ({ data, parentElement }) => painted(parentElement, data, links);
  page.elements.files = ({ data, parentElement }) => painted(parentElement, data, ({ files }) => page.files(files));
})();
