// Says that a newer state is published, or that the server is gone; the figures on the page stay as they are.
const EVERY = 2000;

export function watchState() {
  const shown = Number(document.body.dataset.state);
  const news = document.getElementById("news");
  const say = (text, link) => {
    news.replaceChildren(text);
    if (link) {
      const again = document.createElement("a");
      again.href = location.href;
      again.textContent = "Show it";
      again.addEventListener("click", (event) => {
        event.preventDefault();
        location.reload();
      });
      news.append(" ", again);
    }
    news.hidden = false;
  };
  let goneSince = null;
  const look = async () => {
    try {
      const answer = await fetch("/api/state", { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const state = await answer.json();
        const newest = Number(state.state ?? state.number);
        if (goneSince !== null) {
          goneSince = null;
          news.hidden = true;
        }
        if (newest > shown) {
          say(`State ${String(newest).padStart(6, "0")} is published; this page shows ${String(shown).padStart(6, "0")}.`, true);
        }
      }
    } catch {
      goneSince ??= new Date().toISOString().slice(11, 19);
      say(`Disconnected since ${goneSince} UTC; these are the last known figures.`, false);
    }
    setTimeout(look, document.hidden ? EVERY * 5 : EVERY);
  };
  setTimeout(look, EVERY);
}
