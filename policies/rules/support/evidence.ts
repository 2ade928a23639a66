import {
  CONDITIONS,
  dimensionOf,
  isConditionReason,
  LISTED_DIMENSIONS,
  valuesOf,
} from "../../../src/law/conditions/index";
import type { Reason, ReasonBeside } from "../../../src/law/evaluate";
import { at } from "../../../src/law/json/at-path";
import { asList, asObject } from "../../../src/law/json/json-object";
import { isGuid } from "../../../src/text/guid";
import { isUnresolved, type Properties } from "../../stack/objects/resource";

/** Where the package says what lets a sign-in through and is no condition. */
const PATHS: Readonly<Record<ReasonBeside, readonly string[]>> = {
  state: ["state"],
  grant: ["grantControls"],
  users: ["conditions.users"],
  applications: ["conditions.applications"],
  clientApplications: ["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
  unsupported: [],
};

function pathsOf(reason: Reason): readonly string[] {
  if (!isConditionReason(reason)) return PATHS[reason];
  const { azuread } = CONDITIONS[dimensionOf(reason)];
  return azuread === undefined ? [] : [`conditions.${azuread.path}`];
}

/** What a policy says in one of its properties, as it may be shown. */
type Said = { readonly property: string; readonly value: string };

/** What a policy says about the dimension that lets a sign-in through, property by property. */
export const evidenceFor = (reason: Reason, properties: Properties): readonly Said[] =>
  pathsOf(reason).flatMap((path) => leavesOf(path, at(properties, path.split("."))));

function leavesOf(property: string, value: unknown): readonly Said[] {
  const object = asObject(value);
  if (object === undefined) return [{ property, value: value === undefined ? "not set" : shown(value) }];
  const leaves = Object.entries(object).filter(([key, inner]) => !key.startsWith("__") && !saysNothing(inner));
  return leaves.flatMap(([key, inner]) => leavesOf(`${property}.${wordOrNothing(key)}`, inner));
}

const saysNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || asList(value)?.length === 0;

const MOST_SHOWN = 8;

/** A value as a message may show it: an id, an enum or an address, since secrets come without a mark. */
export function shown(value: unknown): string {
  const list = asList(value);
  if (list !== undefined) {
    const more = list.length > MOST_SHOWN ? [`${list.length - MOST_SHOWN} more`] : [];
    return `[${[...list.slice(0, MOST_SHOWN).map(shown), ...more].join(", ")}]`;
  }
  if (isUnresolved(value)) return "(known only after deployment)";
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" && isHarmless(value) ? value : "(not shown)";
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})(\/\d{1,3})?$/i;
const COUNTRY = /^[A-Z]{2}$/;

const isHarmless = (text: string): boolean =>
  isGuid(text) || ADDRESS.test(text) || COUNTRY.test(text) || WORDS.has(text) || isPathOfObject(text);

/** `/policies/authenticationStrengthPolicies/<id>` and the like. */
const isPathOfObject = (text: string): boolean => {
  const match = /^\/(?:policies|identity\/conditionalAccess)\/[A-Za-z]{1,40}\/([^/]+)$/.exec(text);
  return match?.[1] !== undefined && isGuid(match[1]);
};

/** The enums of Conditional Access: values of conditions, and other words. */
const WORDS: ReadonlySet<unknown> = new Set<unknown>([
  ...LISTED_DIMENSIONS.flatMap((dimension) => valuesOf(dimension)),
  ...`All None GuestsOrExternalUsers AllTrusted AllAgentIdUsers Office365 MicrosoftAdminPortals all none AND OR
  enabled disabled enabledForReportingButNotEnforced include exclude enumerated
  mfa block compliantDevice domainJoinedDevice approvedApplication compliantApplication passwordChange riskRemediation
  internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser otherExternalUser serviceProvider
  urn:user:registersecurityinfo urn:user:registerdevice`.split(/\s+/),
]);

/** Property names come from the program as well. */
const wordOrNothing = (key: string): string => (/^[A-Za-z][A-Za-z0-9]{0,40}$/.test(key) ? key : "(not shown)");
