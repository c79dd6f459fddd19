// A small word on what lies under the pointer or has the focus.

import { boxIn } from "../lib/boxes.js";
import { el, sayAll, targetOf } from "../lib/dom.js";
import { describe } from "../view/items.js";

// Above a symbol; beside a list, so that it covers no other row.
/** @type {(pane: HTMLElement, tip: HTMLElement, node: Element) => number[]} */
const beside = (pane, tip, node) => {
  const box = boxIn(pane, node);
  const [w, h, wide, high] = [tip.offsetWidth, tip.offsetHeight, pane.clientWidth, pane.clientHeight];
  const list = node.closest(".over");
  if (list) {
    const around = boxIn(pane, list);
    const right = around.x + around.w + 8;
    const x = right + w < wide ? right : around.x - w - 8;
    return [Math.max(6, x), Math.max(6, Math.min(box.y - 6, high - h - 6))];
  }
  const above = box.y - h - 8;
  return [Math.max(6, Math.min(box.x, wide - w - 6)), above > 4 ? above : box.y + box.h + 8];
};

/** @type {(ctx: Frame.Context, item: Frame.Item) => HTMLElement[]} */
const linesOf = (ctx, item) => {
  const d = describe(ctx, item.id, item.spot);
  const { state } = item;
  const lines = [sayAll(el("b"), [d.what.text.startsWith(d.who) ? "" : d.who, d.what])];
  lines.push(el("span", "", [d.step, d.number, d.where].filter(Boolean).join(" · ")));
  const since = state.since && ctx.words(state.after ? "map.tip.after" : "map.tip.since", { day: ctx.fmtDay(state.since) });
  const due = state.due && ctx.words("map.tip.due", { day: ctx.fmtDay(state.due) });
  const more = [since, due, ...d.flags].filter(Boolean).join(" · ");
  if (more) lines.push(el("span", "more", more));
  return lines;
};

/** @param {Frame.Context} ctx */
export const makeTooltip = (ctx) => {
  const { pane } = ctx.elements;
  const tip = el("div", "tip");
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  pane.append(tip);
  /** @type {HTMLElement | null} */
  let at = null;

  const hide = () => {
    ctx.emit("looked", "");
    tip.hidden = true;
    at = null;
  };

  /** @type {(node: HTMLElement) => Frame.Item | undefined} */
  const itemOf = ({ dataset: { key, id } }) => ctx.items.find((one) => one.key === key) || ctx.items.find((one) => one.id === id);

  /** @type {(node: HTMLElement, item: Frame.Item) => void} */
  const write = (node, item) => {
    tip.replaceChildren(...linesOf(ctx, item));
    tip.hidden = false;
    const [x, y] = beside(pane, tip, node);
    tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  };

  /** @type {(node: HTMLElement) => void} */
  const show = (node) => {
    const item = node === at ? undefined : itemOf(node);
    if (!item) return;
    at = node;
    ctx.emit("looked", item.id);
    write(node, item);
  };

  /** @param {Event} event */
  const target = (event) => /** @type {HTMLElement | null} */ (targetOf(event).closest?.("[data-id]") || null);
  pane.addEventListener("pointerover", (event) => {
    const node = target(event);
    if (node) show(node);
    else hide();
  });
  pane.addEventListener("pointerleave", hide);
  pane.addEventListener("focusin", (event) => {
    const node = target(event);
    if (node && node.matches(":focus-visible")) show(node);
  });
  pane.addEventListener("focusout", hide);
  pane.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  ctx.map.on("movestart zoomstart", hide);
  // Under a mouse at rest day, language and choice may change.
  const draw = () => {
    if (!at) return;
    const item = at.isConnected ? itemOf(at) : undefined;
    if (item) write(at, item);
    else hide();
  };
  return { draw };
};
