// Keeps the site for when there is no network: installed by the browser as the site's service worker. It holds the site's own
// files, which stand in a folder named after what they hold, and nothing that anybody fills in.
//
// A page is asked of the network first, so a visit with a network never sees an old one; what a page then asks for has names
// of its version only. So no visit can mix two versions.

/** The types that TypeScript has for this are those of a page. */
const worker = /** @type {any} */ (self);

/** @type {string} */
const scope = worker.registration.scope;
const PREFIX = `luzhou-gazette ${scope} `;
const CACHE = PREFIX + FOLDER;

/** How long a page may take to come before the kept one is shown, in milliseconds. */
const PATIENCE = 4000;

/**
 * Fetches a file of this version, and refuses one of another: while a new version is put on a server, both may come.
 * @param {string} name
 * @param {string} [integrity]
 */
async function ofThisVersion(name, integrity) {
  const response = await fetch(scope + name, integrity ? { integrity } : { cache: "no-cache" });
  const body = await response.blob();
  const isPage = PAGES.includes(name);
  if (!response.ok || (isPage && !(await body.text()).includes(`${FOLDER}/`))) throw new Error(`${name} is of another version`);
  // Made anew, because a page that a server has redirected to would be refused as the answer to a visit.
  return new Response(body, { headers: response.headers });
}

/** Keeps everything, or nothing. */
async function keepAll() {
  const names = [...PAGES.map((name) => /** @type {const} */ ([name])), ...FILES];
  const files = await Promise.all(names.map(async ([name, integrity]) => ({ name, response: await ofThisVersion(name, integrity) })));
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(({ name, response }) => cache.put(scope + name, response)));
}

/** Lets go of the versions before the last, which may still be open somewhere. */
async function forget() {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

/** @param {string} url */
const kept = async (url) => (await (await caches.open(CACHE)).match(url)) ?? caches.match(url);

/**
 * A page: from the network, where it comes soon; otherwise the kept one.
 * @param {Request} request
 * @param {string} name
 */
async function page(request, name) {
  const asked = fetch(request, { cache: "no-cache" });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([asked, late]).catch(() => undefined);
  if (response && response.status < 500) return response;
  return (await kept(scope + name)) ?? asked;
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(keepAll());
});
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forget()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const [address = ""] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const name = address.slice(scope.length).replace(/(^|\/)$/, "$1index.html");
  if (PAGES.includes(name)) event.respondWith(page(request, name));
  else if (/^files-[0-9a-f]{12}\//.test(name) || FILES.some(([it]) => it === name)) {
    event.respondWith(kept(address).then((response) => response ?? fetch(request)));
  }
});
