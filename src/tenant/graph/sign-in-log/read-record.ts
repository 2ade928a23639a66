import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { AZURE_MANAGEMENT, applicationId, homeTenantId, userId } from "../../../law/model/ids";
import type { RecordedPrincipal, RecordedSignIn } from "../../../law/model/recorded-sign-in";
import { momentOf } from "../../../text/moment";
import { quoted } from "../../../text/printable";
import { readCircumstances } from "./circumstances";
import { readDecisions, readMfa } from "./decisions";
import { cutOff, whyNoRecord } from "./not-a-record";
import { beginsWithCapital, inGraphShape, isOfService } from "./record-shape";

/** A record of the sign-in log: one to judge, one that is about something else, or one that can't be read. */
export type ReadRecord =
  | { readonly kind: "signIn"; readonly signIn: RecordedSignIn }
  | { readonly kind: "aside"; readonly why: Aside }
  | { readonly kind: "unreadable"; readonly why: string };

/** Why a record is none to judge: it is about another resource, or about nobody whom a policy for people is about. */
export type Aside = "resource" | "service" | "microsoftSupport";

/** What the API is called where only a name is given. */
const NAME = "windows azure service management api";

/**
 * A record of Graph's `signIn`, or what exports make of one. Never fails: what can't be read is said.
 * @see Microsoft Graph, `signIn` (v1.0 and beta, 2025-07)
 */
export function readRecord(json: unknown): ReadRecord {
  const written = asObject(json);
  if (written === undefined) return unreadable("it is no object");
  const record = inGraphShape(written);
  const resource = asText(record["resourceId"]);
  const resourceName = asText(record["resourceDisplayName"]);
  if (resource === undefined && resourceName === undefined) return unreadable(cutOff(written) ?? whyNoRecord(record));
  const isOurs =
    resource === undefined ? resourceName?.toLowerCase() === NAME : applicationId(resource) === AZURE_MANAGEMENT;
  if (!isOurs) return { kind: "aside", why: "resource" };
  if (isOfService(written, record)) return { kind: "aside", why: "service" };
  if (record["crossTenantAccessType"] === "microsoftSupport") return { kind: "aside", why: "microsoftSupport" };
  const who = readPrincipal(record);
  if (who === undefined) return unreadable("it doesn't say who signed in");
  const when = asText(record["createdDateTime"]);
  if (when === undefined) return unreadable("it doesn't say when");
  const time = momentOf(when);
  if (time === undefined) return unreadable(`its time, ${quoted(when)}, isn't written as 2026-09-10T08:15:00Z is`);
  const gap = beginsWithCapital(written) ? cutOff(written) : undefined;
  return gap === undefined ? { kind: "signIn", signIn: signInOf(record, who, time) } : unreadable(gap);
}

const unreadable = (why: string): ReadRecord => ({ kind: "unreadable", why });

const signInOf = (record: JsonObject, who: RecordedPrincipal, time: number): RecordedSignIn => ({
  id: asText(record["id"]) ?? "",
  time,
  who,
  application: { id: asText(record["appId"]), name: asText(record["appDisplayName"]) },
  circumstances: readCircumstances(record),
  gotToken: gotToken(asObject(record["status"])),
  mfa: readMfa(record),
  decisions: readDecisions(record),
});

function readPrincipal(record: JsonObject): RecordedPrincipal | undefined {
  const id = asText(record["userId"]);
  if (id === undefined) return undefined;
  const home = asText(record["homeTenantId"]);
  const common = {
    id: userId(id),
    name: asText(record["userPrincipalName"]) ?? asText(record["userDisplayName"]),
    home: home === undefined ? undefined : homeTenantId(home),
  };
  switch (record["crossTenantAccessType"]) {
    case "serviceProvider":
      return { kind: "outsider", type: "serviceProvider", ...common };
    case "b2bDirectConnect":
      return { kind: "outsider", type: "b2bDirectConnectUser", ...common };
    default:
      return { kind: "person", ...common };
  }
}

/** 0 is a token; any other number an error or an interruption. What is no number says neither. */
function gotToken(status: JsonObject | undefined): boolean | undefined {
  const code = status?.["errorCode"];
  return /^-?\d+$/.test(typeof code === "number" ? String(code) : (asText(code) ?? "").trim())
    ? Number(code) === 0
    : undefined;
}
