// A list of links that choose something on the map.
export default function ({ data, parentElement }) {
  const list = node("ul", "links");
  for (const item of data.items) {
    const line = node("li", "");
    line.append(link("", item.text, item.href));
    list.append(line);
  }
  parentElement.replaceChildren(list);
}
