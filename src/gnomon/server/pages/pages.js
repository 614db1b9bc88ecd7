// Keys, and fresh content every half minute without losing the place.
"use strict";

const FRESH_MS = 30000;

function isTyping(element) {
  return element.isContentEditable || /^(input|select|textarea)$/i.test(element.tagName);
}

let isGoing = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (isGoing) {
    isGoing = false;
    const where = { h: "/", i: "/incidents" }[event.key];
    if (where) location.assign(where);
  } else if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q")?.focus();
  } else if (event.key === "g") {
    isGoing = true;
  }
});

async function refresh() {
  const here = document.querySelector("[data-live]");
  if (!here || document.hidden || here.contains(document.activeElement) || String(getSelection())) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (fresh) here.replaceChildren(...fresh.childNodes);
  } catch {
    // The server is away: what is shown says as of when it is.
  }
}
setInterval(refresh, FRESH_MS);
