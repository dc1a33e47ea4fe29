// One line to the server: steps go one after another, in the order they were made. A step that did not reach the
// server waits and is sent again; a step the server declined is told to its author and forgotten.
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

const send = (url, data) =>
  fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams(data),
    redirect: "manual",
  });

// The session may have ended and begun anew in another tab: the page's own token is then an old one.
const renew = async () => {
  const page = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").body.getAttribute("hx-headers");
  if (fresh) document.body.setAttribute("hx-headers", fresh);
};

// A key for a new row. `randomUUID` is absent where the portal is opened by plain http.
export const newKey = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) =>
    (Number(sign) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(sign) / 4)))).toString(16),
  );

// `hear` is told "busy", "idle", "offline" or "signed-out", and how many steps wait.
export const startLine = (hear) => {
  const waiting = [];
  let isBusy = false;
  let wait = FIRST_WAIT;
  let timer = 0;

  const finish = (answer) => {
    waiting.shift();
    wait = FIRST_WAIT;
    isBusy = false;
    answer();
    hear(waiting.length ? "busy" : "idle", waiting.length);
    next();
  };

  const retry = (state) => {
    isBusy = false;
    hear(state, waiting.length);
    timer = setTimeout(next, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const next = async () => {
    clearTimeout(timer);
    if (isBusy || !waiting.length) return;
    isBusy = true;
    const [first] = waiting;
    hear("busy", waiting.length);
    try {
      const response = await send(first.url, first.data());
      if (response.type === "opaqueredirect") return retry("signed-out");
      if (response.status >= 500) return retry("offline");
      if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
        await renew();
        return retry("signed-out");
      }
      const told = await response.json();
      finish(() => (response.ok ? first.done(told) : first.declined(told)));
    } catch {
      retry("offline");
    }
    return undefined;
  };

  addEventListener("online", next);
  return {
    // `data` is a function: what a step says is decided when its turn comes.
    step: (url, data, done = () => {}, declined = () => {}) => {
      waiting.push({ url, data, done, declined });
      next();
    },
    get isEmpty() {
      return waiting.length === 0;
    },
  };
};
