// The live page as it happens: with each event the server's own page is read again, and what is new of it shown.
import { drawAll, keepColours } from "./charts.js";
import { keepAges, refresh } from "./ages.js";

const news = document.getElementById("news");
const button = document.getElementById("pause");
let paused = false;
let wanted = false;
let busy = false;
let goneSince = null;

function opened() {
  return [...document.querySelectorAll("#live details[open]")].map((one) => one.closest("section")?.id);
}

async function show() {
  const answer = await fetch(location.href);
  if (!answer.ok) {
    setTimeout(update, 1000 * Number(answer.headers.get("Retry-After") ?? 5));
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh || paused) {
    return;
  }
  const open = opened();
  const focused = document.activeElement?.closest("section")?.id;
  document.getElementById("live").replaceWith(document.adoptNode(fresh));
  open.forEach((id) => document.getElementById(id)?.querySelector("details")?.setAttribute("open", ""));
  if (focused) {
    document.getElementById(focused)?.querySelector("summary")?.focus({ preventScroll: true });
  }
  refresh();
  drawAll();
}

/** An event tells the version that there is; the page may have it already. */
function heard(event) {
  if (event.lastEventId !== document.getElementById("live").dataset.version) {
    update();
  }
}

/** One look at a time; what happens meanwhile is seen by the next one. */
async function update() {
  wanted = true;
  if (busy || paused) {
    return;
  }
  busy = true;
  try {
    while (wanted && !paused) {
      wanted = false;
      await show();
    }
  } catch {
    gone();
  } finally {
    busy = false;
  }
}

function gone() {
  goneSince ??= new Date().toISOString().slice(11, 19);
  news.textContent = `Disconnected since ${goneSince} UTC; these are the last known figures.`;
  news.hidden = false;
}

function back() {
  goneSince = null;
  news.hidden = true;
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("open", back);
  events.addEventListener("health", heard);
  events.addEventListener("windows", heard);
  events.addEventListener("error", () => {
    gone();
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  });
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? "Go on" : "Pause";
    if (!paused) {
      update();
    }
  });
}
drawAll();
keepColours();
keepAges();
listen();
