// How high an embedded page is, told to the page around it in the forms that newsrooms' scripts know: pym, Datawrapper and
// open-iframe-resizer. A height is no secret, so any page may hear it.

const query = new URLSearchParams(location.search);
const child = query.get("childId") || "";

/** @type {(height: number) => void} */
const tell = (height) => {
  const { parent } = window;
  if (child) parent.postMessage(["pym", child, "height", height].join("xPYMx"), "*");
  parent.postMessage({ "datawrapper-height": { [child || "arctic"]: height } }, "*");
  parent.postMessage({ type: "iframe-resized", width: innerWidth, height }, "*");
};

/** Whether a message asks for the height: open-iframe-resizer's first word, or pym's word of the frame's width. @type {(data: unknown) => boolean} */
const asks = (data) => (typeof data === "string" ? data.startsWith(`pymxPYMx${child}xPYMx`)
  : /** @type {{ type?: unknown } | null} */ (data)?.type === "iframe-child-init");

/** Tells the height of a part whenever it changes, and again to a page that begins to listen later. @type {(part: Element) => void} */
export const tellHeight = (part) => {
  if (window.parent === window) return;
  let sent = 0;
  const look = () => {
    const height = Math.ceil(part.getBoundingClientRect().height);
    if (!innerWidth || height === sent) return; // a frame that is not shown yet has no size
    sent = height;
    tell(height);
  };
  addEventListener("message", ({ source, data }) => {
    if (source === window.parent && sent && asks(data)) tell(sent);
  });
  new ResizeObserver(look).observe(part);
  look();
};
