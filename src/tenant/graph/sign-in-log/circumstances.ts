import { parseAddress } from "../../../law/addresses/address";
import type { AttributeName } from "../../../law/device-filter/attributes";
import type { AttributeValue } from "../../../law/device-filter/device";
import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import {
  AUTHENTICATION_FLOWS,
  type AuthenticationFlow,
  type ClientApp,
  type Platform,
} from "../../../law/model/dimensions";
import type { RecordedCircumstances, RecordedDevice } from "../../../law/model/recorded-sign-in";

/** How somebody signed in, as far as a record says it in words that are known here. */
export function readCircumstances(record: JsonObject): RecordedCircumstances {
  const device = asObject(record["deviceDetail"]);
  const address = asText(record["ipAddress"]);
  const country = asText(asObject(record["location"])?.["countryOrRegion"]);
  return {
    clientApp: clientOf(asText(record["clientAppUsed"])),
    platform: platformOf(asText(device?.["operatingSystem"])),
    address: address !== undefined && parseAddress(address) !== undefined ? address : undefined,
    country: country !== undefined && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : undefined,
    trusted: isTrusted(record["networkLocationDetails"]),
    device: device && deviceOf(device),
    signInRisk: riskOf(record["riskLevelDuringSignIn"]),
    userRisk: riskOf(record["riskLevelAggregated"]),
    authenticationFlow: flowOf(record),
  };
}

/**
 * The client as the log calls it. The log doesn't say which kind of Exchange ActiveSync it was, so that is left open.
 * @see Microsoft Entra, "Sign-in log activity details", client app (2025-03)
 */
function clientOf(text: string | undefined): ClientApp | undefined {
  const client = text?.toLowerCase().trim();
  if (client === undefined || client === "unknown") return undefined;
  if (client === "browser") return "browser";
  if (client === "mobile apps and desktop clients") return "mobileAppsAndDesktopClients";
  return LEGACY.test(client) ? "other" : undefined;
}

const LEGACY =
  /^(other clients|autodiscover|authenticated smtp|smtp|pop|pop3|imap|imap4|mapi|mapi over http|exchange online powershell|exchange web services|offline address book|outlook anywhere|outlook service|reporting web services|universal outlook)\b/;

/** By how the log's text begins: `Windows10`, `iOS 17.4`, `MacOs`. */
const PLATFORMS: readonly (readonly [begins: RegExp, platform: Platform])[] = [
  [/^windows ?phone/, "windowsPhone"],
  [/^windows/, "windows"],
  [/^(mac ?os|os ?x)/, "macOS"],
  [/^(ios|ipados)/, "iOS"],
  [/^android/, "android"],
  [/^linux/, "linux"],
];

/** An operating system that no policy can name is an unknown platform; none at all is not known. */
function platformOf(text: string | undefined): Platform | undefined {
  const system = text?.toLowerCase().trim();
  if (system === undefined || system === "") return undefined;
  return PLATFORMS.find(([begins]) => begins.test(system))?.[1] ?? "unknown";
}

/** The networks that Entra saw; an empty list is none, a missing one is not known. */
function isTrusted(details: unknown): boolean | undefined {
  return asList(details)?.some((network) => /trusted/i.test(asText(asObject(network)?.["networkType"]) ?? ""));
}

/** By all of the log's text, in the words of the portal and of Graph. */
const TRUST_TYPES: readonly (readonly [is: RegExp, trustType: string])[] = [
  [/^((azure ad|microsoft entra) joined|azuread)$/, "AzureAD"],
  [/^(hybrid azure ad joined|microsoft entra hybrid joined|serverad)$/, "ServerAD"],
  [/^((azure ad|microsoft entra) registered|workplace)$/, "Workplace"],
];

/** Without an id the device didn't show which one it is: Entra saw an unregistered one. */
function deviceOf(detail: JsonObject): RecordedDevice {
  const id = asText(detail["deviceId"]);
  if (id === undefined) return { kind: "unregistered" };
  const attributes = new Map<AttributeName, AttributeValue>([["deviceId", id]]);
  const name = asText(detail["displayName"]);
  if (name !== undefined) attributes.set("displayName", name);
  if (typeof detail["isCompliant"] === "boolean") attributes.set("isCompliant", detail["isCompliant"]);
  const written = asText(detail["trustType"])?.toLowerCase() ?? "";
  const [, trustType] = TRUST_TYPES.find(([is]) => is.test(written)) ?? [];
  if (trustType !== undefined) attributes.set("trustType", trustType);
  return { kind: "registered", attributes };
}

const LEVELS = ["none", "low", "medium", "high"] as const;

/** `hidden` says that whoever reads the log may not see the level. */
const riskOf = (value: unknown): (typeof LEVELS)[number] | undefined => LEVELS.find((level) => level === value);

/** A flow that a session used earlier counts for later sign-ins, too, so the protocol alone never says that there was none. */
function flowOf(record: JsonObject): AuthenticationFlow | undefined {
  const method = record["originalTransferMethod"];
  const known = AUTHENTICATION_FLOWS.find((flow) => (flow ?? "none") === method);
  if (known !== undefined) return known;
  switch (record["authenticationProtocol"]) {
    case "deviceCode":
      return "deviceCodeFlow";
    case "authenticationTransfer":
      return "authenticationTransfer";
    default:
      return undefined;
  }
}
