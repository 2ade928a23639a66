import { LISTED_DIMENSIONS, valuesOf } from "../../../src/law/conditions/index";
import { asList } from "../../../src/law/json/json-object";
import { isGuid } from "../../../src/text/guid";
import { isUnresolved } from "./resource";

const MOST_SHOWN = 8;

/** A value as a message may show it. Secrets aren't marked, so only ids, enums and addresses are shown. */
export function masked(value: unknown): string {
  const list = asList(value);
  if (list !== undefined) {
    const more = list.length > MOST_SHOWN ? [`${list.length - MOST_SHOWN} more`] : [];
    return `[${[...list.slice(0, MOST_SHOWN).map(masked), ...more].join(", ")}]`;
  }
  if (isUnresolved(value)) return "(known only after deployment)";
  if (value === null || typeof value === "boolean") return String(value);
  return typeof value === "string" && isHarmless(value) ? value : "(not shown)";
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})(\/\d{1,3})?$/i;
const COUNTRY = /^[A-Z]{2}$/;
/** `/policies/authenticationStrengthPolicies/<id>` and the like. */
const PATH = /^\/(?:policies|identity\/conditionalAccess)\/[A-Za-z]{1,40}\/([^/]+)$/;

const isHarmless = (text: string): boolean =>
  isGuid(text) || ADDRESS.test(text) || COUNTRY.test(text) || WORDS.has(text) || isGuid(PATH.exec(text)?.[1] ?? "");

/** The enums of Conditional Access: the values of conditions, and other words. */
const WORDS: ReadonlySet<unknown> = new Set<unknown>([
  ...LISTED_DIMENSIONS.flatMap((dimension) => valuesOf(dimension)),
  ...`All None GuestsOrExternalUsers AllTrusted AllAgentIdUsers Office365 MicrosoftAdminPortals all none AND OR
  enabled disabled enabledForReportingButNotEnforced include exclude enumerated
  mfa block compliantDevice domainJoinedDevice approvedApplication compliantApplication passwordChange riskRemediation
  internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser otherExternalUser serviceProvider
  urn:user:registersecurityinfo urn:user:registerdevice`.split(/\s+/),
]);
