// Keys that turn the scenes: before a room whatever has the focus, in the card while the focus is in it.

const PAUSE_MS = 900; // a digit that could begin a longer number waits so long for the next
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
const ROOM_STEPS = { ...STEPS, ArrowDown: 1, ArrowUp: -1 }; // in the card these scroll it

/** @type {(ctx: Frame.Context, key: string, steps: Record<string, number>) => boolean} */
const turnTo = (ctx, key, steps) => {
  const { story } = ctx;
  if (key in steps) story.step(steps[key]);
  else if (key === "Home") story.go(1);
  else if (key === "End") story.go(ctx.scene?.count || 1);
  else if (key === "Escape") story.leave();
  else return false;
  return true;
};

// Digits make the number of a scene: at once where no longer number could begin so, else with Enter or after a pause.
/** @type {(ctx: Frame.Context) => (key: string) => boolean} */
const numbers = (ctx) => {
  let typed = "";
  let wait = 0;
  const take = () => {
    clearTimeout(wait);
    const number = +typed;
    typed = "";
    if (number && ctx.storyMode === "present") ctx.story.go(number);
  };
  return (key) => {
    if (key === "Enter" && typed) {
      take();
      return true;
    }
    if (!/^[0-9]$/.test(key)) {
      clearTimeout(wait);
      typed = "";
      return false;
    }
    clearTimeout(wait);
    typed += key;
    if (+typed * 10 > (ctx.scene?.count || 0)) take();
    else wait = setTimeout(take, PAUSE_MS);
    return true;
  };
};

/**
 * Before a room: `layers` lie over the scene, uppermost first; Escape takes off one after the other.
 *
 * @param {Frame.Context} ctx
 * @param {import("./room.js").Layers} room
 */
export const roomKeys = (ctx, { blank, list, card, pointer, notes, fullScreen }) => {
  const number = numbers(ctx);
  /** @type {Record<string, () => unknown>} */
  const acts = { b: blank.open, ".": blank.open, f: fullScreen, p: pointer.toggle, n: notes.open, "?": list.open };
  return (/** @type {string} */ key) => {
    if (ctx.storyMode !== "present") return false;
    if (blank.isOpen()) {
      blank.close();
      return true;
    }
    const lower = key.length === 1 ? key.toLowerCase() : key;
    const open = [notes, list, card].find((layer) => layer.isOpen());
    if (open && (key === "Escape" || (open === list && key === "?") || (open === notes && lower === "n"))) {
      open.close();
      return true;
    }
    const turns = key in ROOM_STEPS || key === "Home" || key === "End";
    if (turns && list.isOpen()) list.close();
    if (turns && notes.isOpen()) notes.close();
    if (turns && card.isOpen()) {
      card.close();
      return true;
    }
    if (number(key)) return true;
    if (!Object.prototype.hasOwnProperty.call(acts, lower)) return turnTo(ctx, key, ROOM_STEPS);
    acts[lower]();
    return true;
  };
};

/**
 * In the card a space presses the button it stands on.
 *
 * @param {Frame.Context} ctx
 */
export const cardKeys = (ctx) => {
  ctx.elements.card.addEventListener("keydown", (event) => {
    if (ctx.storyMode !== "story" || event.key === " " || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!turnTo(ctx, event.key, STEPS)) return;
    event.preventDefault();
    event.stopPropagation();
  });
};
