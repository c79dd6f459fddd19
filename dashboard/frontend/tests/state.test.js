import { EVER } from "../lib/days.js";
import { strict as assert } from "node:assert";
import { choose, goAhead, hideKinds, makeState, readFilter, setScrubbing, showState, takeMessage, tell } from "../view/state.js";

const message = (more = {}) => ({ asof: "2026-01-19", known: "", sel: "", chosen: {}, among: null, ...more });
const KINDS = { codes: ["post", "base"], subjects: [0, 1], cell: "" };
const STEPS = { codes: ["sent", "ended"], subjects: [], cell: "step" };
const atlas = { subjects: [{ id: "can-post" }, { id: "usa-base" }], facets: { kinds: KINDS, steps: STEPS } };
const stateOf = () => ({ ...makeState(), atlas });
const SCENE = { as_of: "2026-01-15", known_by: "2026-01-16", sel: "event:first" };

Deno.test("what the reader chose is shown once it is asked for, and says what is new in it", () => {
  const ctx = stateOf();
  choose(ctx, { day: "2026-01-19" });
  assert.equal(ctx.day, "");
  assert.deepEqual(showState(ctx), { view: false, day: true, sel: false });
  choose(ctx, { sel: "fra-nuuk" });
  assert.deepEqual(showState(ctx), { view: false, day: false, sel: true });
  choose(ctx, { known: "2026-01-20" });
  assert.deepEqual(showState(ctx), { view: true, day: false, sel: false }); // another day of knowledge is another view
  assert.deepEqual([ctx.day, ctx.known, ctx.sel], ["2026-01-19", "2026-01-20", "fra-nuuk"]);
  assert.deepEqual(showState(ctx), { view: false, day: false, sel: false });
});

Deno.test("a scene is shown in place of the choice, which comes back after it", () => {
  const ctx = stateOf();
  choose(ctx, { day: "2026-02-03", sel: "dnk-jaegers" });
  showState(ctx);
  tell(ctx, { storyMode: "story", scene: SCENE });
  assert.deepEqual(showState(ctx), { view: true, day: true, sel: true });
  assert.deepEqual([ctx.day, ctx.known, ctx.sel], [SCENE.as_of, SCENE.known_by, SCENE.sel]);
  assert.deepEqual(ctx.choice, { day: "2026-02-03", known: EVER, sel: "dnk-jaegers" });
  tell(ctx, { storyMode: "", scene: null });
  showState(ctx);
  assert.deepEqual([ctx.day, ctx.known, ctx.sel], ["2026-02-03", EVER, "dnk-jaegers"]);
});

Deno.test("an answer brings its day, unless a hand moves the day meanwhile", () => {
  const ctx = stateOf();
  takeMessage(ctx, message({ known: "2026-01-20", sel: "fra-nuuk" }));
  assert.deepEqual(ctx.choice, { day: "2026-01-19", known: "2026-01-20", sel: "fra-nuuk" });
  choose(ctx, { day: "2026-03-01" });
  setScrubbing(ctx, true);
  takeMessage(ctx, message({ sel: "" }));
  assert.deepEqual(ctx.choice, { day: "2026-03-01", known: EVER, sel: "" });
  setScrubbing(ctx, false);
  takeMessage(ctx, message());
  assert.equal(ctx.choice.day, "2026-01-19");
});

Deno.test("no filter leaves all; a filter that matches nothing leaves nothing", () => {
  const ctx = stateOf();
  readFilter(ctx);
  assert.deepEqual([ctx.matched, ctx.stepped], [null, null]);
  takeMessage(ctx, message({ among: [], chosen: { steps: ["sent"] } }));
  readFilter(ctx);
  assert.deepEqual([...ctx.matched], []);
  assert.deepEqual(["sent", "ended"].map((step) => ctx.stepped("can-post", { step })), [true, false]);
});

Deno.test("a choice goes ahead of its answer, within what the server alone can tell, and the answer ends that", () => {
  const ctx = stateOf();
  takeMessage(ctx, message({ among: ["can-post"] }));
  goAhead(ctx, { kinds: ["post", "base"] });
  assert.deepEqual([ctx.view.match, ctx.view.ahead, ctx.view.asof], [["can-post"], true, "2026-01-19"]);
  goAhead(ctx, { kinds: ["base"] });
  readFilter(ctx);
  assert.deepEqual([...ctx.matched], []);
  takeMessage(ctx, message({ chosen: { kinds: ["base"] } }));
  assert.deepEqual([ctx.view.match, ctx.view.ahead], [["usa-base"], undefined]);
});

Deno.test("a kind is hidden once, and shown again by leaving it out", () => {
  const ctx = stateOf();
  hideKinds(ctx, ["base", "post", "base"]);
  assert.deepEqual([...ctx.hidden], ["base", "post"]);
  hideKinds(ctx, []);
  assert.equal(ctx.hidden.size, 0);
});
