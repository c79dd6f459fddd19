// Answers addresses as a published page does, for the tests: its own scripts, outside a browser.
const [folder, work] = Deno.args;
const published = (name) => import(new URL(`../dashboard/frontend/publish/${name}`, import.meta.url).href);
const { readChoice, rowsAndSearch } = await published("address.js");
const { answerTo } = await published("answer.js");
const { EVER } = await published("../lib/days.js");
const { knowledgeDay, shownBy } = await published("lookup.js");
const { answerSearch, readIndex, subjectsFound } = await published("find.js");
const load = (name) => JSON.parse(Deno.readTextFileSync(`${folder}/${name}.json`));

const made = {};
const page = (lang) => {
  made[lang] = made[lang] || { base: load(`page/${lang}`), names: load(`names/${lang}`), index: readIndex(load(`find/${lang}`)) };
  return made[lang];
};
const answered = ({ lang, pairs }) => {
  const { base, names, index } = page(lang);
  const { state: choice, faults } = readChoice(pairs, base);
  const { shown } = shownBy(choice, base);
  const day = knowledgeDay(base, shown.known);
  const says = day === EVER ? base.says : load(`says/${lang}/${day}`);
  const [, text] = rowsAndSearch(shown.q);
  const only = text ? subjectsFound(index, text) : null;
  return answerTo(base, { choice, faults, pairs }, says, { only, names, answers: [] });
};
const found = ({ lang, text }) => {
  const { base, index } = page(lang);
  const subjects = subjectsFound(index, text);
  return { hits: answerSearch(index, text, base).hits.map(({ sel }) => sel), subjects: subjects && [...subjects].sort() };
};
const { addresses = [], searches = [] } = load(work);
console.log(JSON.stringify({ answers: addresses.map(answered), found: searches.map(found) }));
