// The script of the page. The one name it leaves there is `ArcticPage`: Streamlit's elements call `draw`, and the map's
// frame hands over what the reader chose on it and asks whether a message still counts.

import { isNow } from "../page/address.js";
import { mapSays } from "../page/deferred.js";
import { drawElement, memoryOf } from "../page/elements.js";
import { drawFields } from "../page/filters.js";
import { drawGrid, drawLines } from "../page/grid.js";
import { drawHead } from "../page/header.js";
import { watchKeys } from "../page/keys.js";
import { drawFiles, drawList } from "../page/lists.js";
import { drawMaps } from "../page/maps.js";
import { askForNewer, renew, watchForNewer } from "../page/newer.js";
import { isOutdated, takes } from "../page/release.js";
import { drawOwnFile } from "../page/own-file.js";
import { drawOwnPaper, takeDrops } from "../page/own-paper.js";
import { chooseOnMap } from "../page/search.js";
import { drawSentence } from "../page/sentence.js";
import { pageData } from "../page/session.js";
import { drawShare } from "../page/share.js";
import { drawTable } from "../page/table.js";

// What draws each element, by the name that Python gives it.
const elements = {
  fields: drawFields, files: drawFiles, grid: drawGrid, head: drawHead, lines: drawLines, list: drawList, maps: drawMaps,
  ownfile: drawOwnFile, ownpaper: drawOwnPaper, sentence: drawSentence, share: drawShare, table: drawTable,
};

watchKeys();
watchForNewer();
takeDrops(document);

window.ArcticPage = {
  /** @param {import("../page/elements.js").Args} args */
  draw: (args) => drawElement(elements, args),
  choose: chooseOnMap,
  isNow,
  takes,
  isOutdated,
  mapSays,
  takeDrops,
  renew,
  // For tests.
  askForNewer,
  elements,
  memory: memoryOf,
  get pageData() { return pageData; },
};
