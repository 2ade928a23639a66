import { readTexts, recognise } from "../json/text-list";
import { CLIENT_APPS, type ClientApp, type Said } from "../model/dimensions";
import { type ListedCondition, type Meanings, meaningOf, whole } from "./condition";
import { odd, wordsOfList } from "./list-condition";

const NAMES: Record<ClientApp, string> = {
  browser: "a browser",
  mobileAppsAndDesktopClients: "an app or command line tool",
  exchangeActiveSync: "Exchange ActiveSync",
  easSupported: "Exchange ActiveSync on a supported platform",
  other: "a legacy client",
};

/** Client apps: a browser, an app or command line tool, Exchange ActiveSync, other legacy clients. */
export const clientAppTypes: ListedCondition<"clientApp"> = {
  reason: "clientAppTypes",
  values: CLIENT_APPS,
  word: "client",
  graph: {
    key: "clientAppTypes",
    fields: [{ path: "clientAppTypes", azuread: "clientAppTypes", holds: "words" }],
    read,
  },
  whatIf: (clientApp) => ({ clientAppType: clientApp }),
  readLog: (record) => whole(meaningOf(record["clientAppUsed"], IN_LOG)),
  words: wordsOfList({
    kind: "client",
    values: CLIENT_APPS,
    nameOf: (app) => NAMES[app],
    any: "any client",
    preposition: "with ",
    fix: "apply it to all client app types",
  }),
};

/**
 * The list is what is included; there is no exclude list. `exchangeActiveSync` stands for all of Exchange ActiveSync, so it also covers a
 * client on a supported platform; `easSupported` covers those alone. Graph asks for the list, so one that is empty or missing stands for no
 * client.
 * @see Microsoft Entra, "Conditional Access: Conditions", client apps (2024-06)
 */
function read(value: unknown): Said<"clientApp"> {
  const list = readTexts(value, "conditions.clientAppTypes");
  const { words, notUnderstood } = recognise(list, "client app type", ["all", ...CLIENT_APPS]);
  if (notUnderstood.length > 0) return odd(...notUnderstood);
  if (words.has("all")) return { kind: "any" };
  const isListed = (app: ClientApp) => words.has(app) || (app === "easSupported" && words.has("exchangeActiveSync"));
  return { kind: "only", values: new Set(CLIENT_APPS.filter(isListed)) };
}

/**
 * The client as the log calls it. The log doesn't say which kind of Exchange ActiveSync it was, so that is left open.
 * @see Microsoft Entra, "Sign-in log activity details", client app (2025-03)
 */
const IN_LOG: Meanings<ClientApp> = [
  [/^browser$/, "browser"],
  [/^mobile apps and desktop clients$/, "mobileAppsAndDesktopClients"],
  [
    /^(other clients|autodiscover|authenticated smtp|smtp|pop|pop3|imap|imap4|mapi|mapi over http|exchange online powershell|exchange web services|offline address book|outlook anywhere|outlook service|reporting web services|universal outlook)\b/,
    "other",
  ],
];
