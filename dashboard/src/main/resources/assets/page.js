// What scripts add to a page that is whole without them: charts, the age of the state, and news of a newer one.
import { drawAll, keepColours } from "./charts.js";
import { keepAges } from "./ages.js";
import { watchState } from "./news.js";

drawAll();
keepColours();
keepAges();
watchState();
