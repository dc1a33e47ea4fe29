// One entry for the small modules; each looks for its own data attributes and does nothing without them.
import { startCalendar } from "./calendar.js";
import { startChrome } from "./chrome.js";
import { startDialogs } from "./dialogs.js";
import { startDropzones } from "./dropzone.js";
import { startFilters } from "./filters.js";
import { startFormRows } from "./form-rows.js";
import { startRows } from "./rows.js";
import { startRoadmapEditor } from "./roadmap-editor.js";
import { startScheme } from "./scheme.js";
import { startTables } from "./tables.js";

startScheme();
startCalendar();
startChrome();
startDialogs();
startDropzones();
startFilters();
startFormRows();
startRows();
startTables();
startRoadmapEditor();
