// The address of the view to take away: a button that copies it, and the system's share sheet where there is one.
async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy"); // a page that is not served safely may not use the clipboard otherwise
  }
}

export default function ({ data, parentElement }) {
  const words = data.words;
  const field = node("input", "address");
  field.readOnly = true;
  field.value = new URL(bare(data.href), location.origin + location.pathname).href;
  field.setAttribute("aria-label", words.address);
  field.addEventListener("focus", () => field.select());
  const said = node("span", "said");
  said.setAttribute("role", "status");
  const copy = node("button", "main", words.copy);
  copy.type = "button";
  copy.addEventListener("click", async () => {
    said.textContent = (await copied(field)) ? words.copied : words.byHand;
  });
  const bar = node("p", "bar");
  bar.append(copy);
  if (navigator.share) {
    const share = node("button", "", words.sheet);
    share.type = "button";
    share.addEventListener("click", () => navigator.share({ title: document.title, url: field.value }).catch(() => {}));
    bar.append(share);
  }
  bar.append(said);
  const box = node("div", "share");
  box.append(field, bar);
  parentElement.replaceChildren(box);
}
