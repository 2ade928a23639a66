import { parseAddress } from "../../../law/addresses/address";
import type { AttributeName } from "../../../law/device-filter/attributes";
import type { AttributeValue } from "../../../law/device-filter/device";
import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import {
  AUTHENTICATION_FLOWS,
  type AuthenticationFlow,
  type ClientApp,
  type Platform,
  RISKS,
  type Risk,
} from "../../../law/model/dimensions";
import type { RecordedCircumstances, RecordedDevice } from "../../../law/model/recorded-sign-in";

/** How somebody signed in, as far as a record says it in words that are known here. */
export function readCircumstances(record: JsonObject): RecordedCircumstances {
  const device = asObject(record["deviceDetail"]);
  const system = asText(device?.["operatingSystem"])?.trim();
  const address = asText(record["ipAddress"]);
  const country = asText(asObject(record["location"])?.["countryOrRegion"]);
  return {
    clientApp: meaningOf(record["clientAppUsed"], CLIENTS),
    // An operating system that no policy can name is an unknown platform; none at all is not known.
    platform: meaningOf(system, PLATFORMS) ?? (system === undefined || system === "" ? undefined : "unknown"),
    address: address !== undefined && parseAddress(address) !== undefined ? address : undefined,
    country: country !== undefined && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : undefined,
    trusted: isTrusted(record["networkLocationDetails"]),
    device: device && deviceOf(device),
    signInRisk: riskOf(record["riskLevelDuringSignIn"]),
    userRisk: riskOf(record["riskLevelAggregated"]),
    authenticationFlow: flowOf(record),
  };
}

/** What the log's texts mean, in small letters. */
type Meanings<Value> = readonly (readonly [text: RegExp, value: Value])[];

function meaningOf<Value>(value: unknown, meanings: Meanings<Value>): Value | undefined {
  const text = asText(value)?.toLowerCase().trim();
  return text === undefined ? undefined : meanings.find(([is]) => is.test(text))?.[1];
}

/**
 * The client as the log calls it. The log doesn't say which kind of Exchange ActiveSync it was, so that is left open.
 * @see Microsoft Entra, "Sign-in log activity details", client app (2025-03)
 */
const CLIENTS: Meanings<ClientApp> = [
  [/^browser$/, "browser"],
  [/^mobile apps and desktop clients$/, "mobileAppsAndDesktopClients"],
  [
    /^(other clients|autodiscover|authenticated smtp|smtp|pop|pop3|imap|imap4|mapi|mapi over http|exchange online powershell|exchange web services|offline address book|outlook anywhere|outlook service|reporting web services|universal outlook)\b/,
    "other",
  ],
];

/** By how the log's text begins: `Windows10`, `iOS 17.4`, `MacOs`. */
const PLATFORMS: Meanings<Platform> = [
  [/^windows ?phone/, "windowsPhone"],
  [/^windows/, "windows"],
  [/^(mac ?os|os ?x)/, "macOS"],
  [/^(ios|ipados)/, "iOS"],
  [/^android/, "android"],
  [/^linux/, "linux"],
];

/** In the words of the portal and of Graph. */
const TRUST_TYPES: Meanings<string> = [
  [/^((azure ad|microsoft entra) joined|azuread)$/, "AzureAD"],
  [/^(hybrid azure ad joined|microsoft entra hybrid joined|serverad)$/, "ServerAD"],
  [/^((azure ad|microsoft entra) registered|workplace)$/, "Workplace"],
];

/** The networks that Entra saw; an empty list is none, a missing one is not known. */
const isTrusted = (details: unknown): boolean | undefined =>
  asList(details)?.some((network) => /trusted/i.test(asText(asObject(network)?.["networkType"]) ?? ""));

/** Without an id the device didn't show which one it is: Entra saw an unregistered one. */
function deviceOf(detail: JsonObject): RecordedDevice {
  const id = asText(detail["deviceId"]);
  if (id === undefined) return { kind: "unregistered" };
  const attributes = new Map<AttributeName, AttributeValue>([["deviceId", id]]);
  const name = asText(detail["displayName"]);
  if (name !== undefined) attributes.set("displayName", name);
  if (typeof detail["isCompliant"] === "boolean") attributes.set("isCompliant", detail["isCompliant"]);
  const trustType = meaningOf(detail["trustType"], TRUST_TYPES);
  if (trustType !== undefined) attributes.set("trustType", trustType);
  return { kind: "registered", attributes };
}

/** `hidden` says that whoever reads the log may not see the level. */
const riskOf = (value: unknown): Risk | undefined => RISKS.find((level) => level === value && level !== "hidden");

const PROTOCOLS: ReadonlyMap<unknown, AuthenticationFlow> = new Map([
  ["deviceCode", "deviceCodeFlow"],
  ["authenticationTransfer", "authenticationTransfer"],
]);

/** A flow that a session used earlier counts for later sign-ins, too, so the protocol alone never says that there was none. */
function flowOf(record: JsonObject): AuthenticationFlow | undefined {
  const method = record["originalTransferMethod"];
  const known = AUTHENTICATION_FLOWS.find((flow) => (flow ?? "none") === method);
  return known === undefined ? PROTOCOLS.get(record["authenticationProtocol"]) : known;
}
