// How the frame stands on the reader's screen, asked of the page round it.

/**
 * How far down the page's own head reaches, which lies over what scrolls; a foreign page has none that we know of.
 *
 * @type {() => number}
 */
export const underHead = () => {
  try {
    const head = window.frameElement && window.parent.document.querySelector(".stApp .head");
    return head ? head.getBoundingClientRect().bottom : 0;
  } catch {
    return 0;
  }
};

// The part of this frame that the reader sees: on a phone the frame is taller than the screen.
/** @type {(io: Frame.Context["io"]) => { top: number, bottom: number, high: number, edge: number }} */
export const seenPart = (io) => {
  if (io && io.viewport) return io.viewport();
  try {
    const frame = window.frameElement;
    if (frame) {
      const box = frame.getBoundingClientRect();
      const under = underHead();
      const high = window.parent.innerHeight;
      const edge = under - box.top; // negative while the frame begins below the head
      return { top: Math.max(0, edge), bottom: Math.min(box.height, high - box.top), high: high - under, edge };
    }
  } catch { /* a host of another origin: the frame itself is what is seen */ }
  return { top: window.scrollY, bottom: window.scrollY + window.innerHeight, high: window.innerHeight, edge: window.scrollY };
};
/** @type {() => Element | Window} */
export const scroller = () => {
  try {
    let node = window.frameElement;
    while (node && node.parentElement) {
      node = node.parentElement;
      const style = (node.ownerDocument.defaultView || window).getComputedStyle(node);
      if (/auto|scroll/.test(style.overflowY) && node.scrollHeight > node.clientHeight) return node;
    }
    return window.frameElement ? window.parent : window;
  } catch {
    return window;
  }
};

// degrees north: where both projections call the same scale by the same zoom
const SHEET_SHARE = 0.465;
const SHEET_LEAST = 250;

/** @type {() => number} */
export const screenHeight = () => {
  try {
    return window.parent.innerHeight;
  } catch {
    return window.innerHeight; // a foreign page does not say how tall it is
  }
};

/**
 * How high the sheet of a phone's story is: the same in every scene, so that its buttons stay under the thumb.
 *
 * @type {() => number}
 */
export const storySheet = () => Math.max(SHEET_LEAST, Math.round(screenHeight() * SHEET_SHARE));
