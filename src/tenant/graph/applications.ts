import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { unknownWord, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import { applicationId } from "../../law/model/ids";
import type { ApplicationList, Applications } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";

const FIELD = "conditions.applications";

/** `All` and the portals are asked for by name; Office 365 and agent resources don't hold the Azure management API. */
const TOKENS: ReadonlySet<string> = new Set([
  "All",
  "None",
  "Office365",
  "MicrosoftAdminPortals",
  "AllAgentIdResources",
]);

/** `conditions.applications`, read. */
export interface ReadApplications {
  readonly applications: Applications;
  /** About targets other than applications: their lists aren't kept, only whether there are any. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Never fails. A policy without `conditions.applications` is about no resource. */
export function readApplications(value: unknown): ReadApplications {
  const object = isAbsent(value) ? {} : asObject(value);
  if (object === undefined)
    return { applications: noApplications([wrongShape(FIELD, value, "an object")]), notUnderstood: [] };
  const actions = readTarget(object, "includeUserActions");
  const contexts = readTarget(object, "includeAuthenticationContextClassReferences");
  return {
    applications: {
      include: readList(object, "includeApplications"),
      exclude: readList(object, "excludeApplications"),
      filter: readFilter(object["applicationFilter"]),
      otherTarget: actions.isSet || contexts.isSet,
      ...(actions.isSet ? { userActions: new Set(readTexts(object["includeUserActions"], FIELD).texts) } : {}),
    },
    notUnderstood: [...actions.notUnderstood, ...contexts.notUnderstood],
  };
}

/** No application is included or excluded. `notUnderstood` may include any. */
export const noApplications = (notUnderstood: readonly NotUnderstood[]): Applications => ({
  include: { all: false, ids: new Set(), adminPortals: false, notUnderstood },
  exclude: { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] },
  filter: "none",
  otherTarget: false,
});

function readList(object: JsonObject, key: string): ApplicationList {
  const list = readTexts(object[key], `${FIELD}.${key}`);
  const others = list.texts.filter((text) => !TOKENS.has(text));
  return {
    all: list.texts.includes("All"),
    ids: new Set(others.filter(isGuid).map(applicationId)),
    adminPortals: list.texts.includes("MicrosoftAdminPortals"),
    notUnderstood: [
      ...list.notUnderstood,
      ...others.filter((text) => !isGuid(text)).map((text) => unknownWord(list.field, text, "token or application id")),
    ],
  };
}

function readFilter(value: unknown): Applications["filter"] {
  if (isAbsent(value)) return "none";
  const field = `${FIELD}.applicationFilter`;
  const filter = asObject(value);
  if (filter === undefined) return wrongShape(field, value, "an object");
  const mode = filter["mode"];
  if (typeof mode !== "string") return wrongShape(`${field}.mode`, mode, "include or exclude");
  const word = mode.toLowerCase();
  return word === "include" || word === "exclude" ? word : unknownWord(`${field}.mode`, mode, "mode");
}

/** Whether a list of targets other than applications has any; which ones doesn't matter. */
function readTarget(object: JsonObject, key: string): { isSet: boolean; notUnderstood: readonly NotUnderstood[] } {
  const value = object[key];
  if (isAbsent(value)) return { isSet: false, notUnderstood: [] };
  if (Array.isArray(value)) return { isSet: value.length > 0, notUnderstood: [] };
  return { isSet: false, notUnderstood: [wrongShape(`${FIELD}.${key}`, value, "a list")] };
}
