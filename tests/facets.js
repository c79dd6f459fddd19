// Asks "is it in view" as the map's frame does, for the tests: its own scripts, outside a browser.
import { chosenIn, matching, stateTest } from "../dashboard/frontend/view/choice.js";

const { atlas, cases } = JSON.parse(Deno.readTextFileSync(Deno.args[0]));
const inView = ({ search, message, states }) => {
  const chosen = chosenIn(search, message, atlas);
  if (!chosen) return null;
  const match = matching(atlas, { ...message, chosen });
  const passes = stateTest(atlas, chosen);
  return Object.entries(states)
    .filter(([id, state]) => (!match || match.includes(id)) && (!passes || passes(id, state))).map(([id]) => id).sort();
};
console.log(JSON.stringify(cases.map(inView)));
