/**
 * Makes sure that an address is this machine's own. The stand-in must never change a real tenant: it checks less
 * than the official plugin does, and waits for nothing.
 * @throws when it isn't
 */
export function requireLoopback(url: URL): URL {
  if (url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)) return url;
  throw new Error(
    `the sandbox's stand-in for the azuread plugin speaks only to a tenant on this machine, not to ${url.host}; ` +
      "use the official plugin for a real tenant: `npm start -- --official`, or plain `pulumi` without the sandbox",
  );
}
