// What browser tests reach of the inside of the frame, beside `arctic.ctx`; nothing else may.

import { claimsOf, reportsOf } from "../card/claims.js";
import { segmentDay, subjectView } from "../card/subject.js";
import { lifeOf, segmentAt } from "../data/lives.js";
import { isOver } from "../data/steps.js";
import { projector } from "../lib/crs.js";
import { dayNumber, isoDay, latestDay } from "../lib/days.js";
import { groundDistance, trace } from "../lib/projection.js";
import { clockOf } from "../timeline/playback.js";
import { timelineRows } from "../timeline/rows.js";
import { inGreenland } from "../view/viewport.js";
import { numberOf, whenText } from "../view/wording.js";

export const testing = {
  claimsOf, clockOf, dayNumber, inGreenland, groundDistance, isOver, isoDay, latestDay, lifeOf, numberOf, projector,
  reportsOf, segmentAt, segmentDay, subjectView, timelineRows, trace, whenText,
};
