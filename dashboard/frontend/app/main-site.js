// The script of a published page. The one name it leaves there is `ArcticPage`, as that of the live page does: the map's
// frame hands over what the reader chose on it, and asks for its data.

import { isNow } from "../page/address.js";
import { mapSays } from "../page/deferred.js";
import { drawFields } from "../page/filters.js";
import { drawHead } from "../page/header.js";
import { watchKeys } from "../page/keys.js";
import { isOutdated, takes } from "../page/release.js";
import { chooseOnMap } from "../page/search.js";
import { drawSentence } from "../page/sentence.js";
import { drawShare } from "../page/share.js";
import { drawTable } from "../page/table.js";
import { mapStands } from "../publish/order.js";
import { held, heldNow, join, startSite } from "../publish/site.js";

/** @type {(good: boolean) => void} */
const heard = (good) => {
  mapSays(good);
  mapStands();
};
watchKeys();
window.ArcticPage = { choose: chooseOnMap, held, heldNow, isNow, isOutdated, join, mapSays: heard, takes };
startSite({ fields: drawFields, head: drawHead, sentence: drawSentence, share: drawShare, table: drawTable });
