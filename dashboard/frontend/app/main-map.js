// The script of the map's frame. The one name it leaves there is `arctic`: st_folium's layer script calls `arctic.apply`,
// the page round the frame calls `key`, `home` and `toTimeline`, and tests look in.

import { arctic } from "./st-folium.js";
import { testing } from "./testing-hook.js";

Object.assign(arctic, { testing });
window.arctic = arctic;
