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

/** Tells the height of a part whenever it changes. @type {(part: Element) => void} */
export const tellHeight = (part) => {
  if (window.parent === window) return;
  let told = 0;
  const look = () => {
    const height = Math.ceil(part.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell(height);
  };
  new ResizeObserver(look).observe(part);
  look();
};
