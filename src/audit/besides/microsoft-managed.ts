import type { Policy } from "../../law/model/policy";
import { isoDate } from "../../text/iso-date";
import { momentOf } from "../../text/moment";
import { listing, named } from "../../text/sentence";
import { type Conclusion, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { type Doubt, missingPolicies, todoOf, whatOf } from "../known";
import { namesOf, STATES } from "../policies-in-words";

/**
 * Claims that it is known from when each policy that Microsoft made, and that is in report-only, may switch itself on.
 *
 * Reads the policies' names, states and `createdDateTime`.
 */
export const microsoftManaged: Beside = {
  title: "Policies that Microsoft manages",
  ask: asked({ look: managedIn, evidence: (managed) => managed.map(standing), conclude }),
};

/** Microsoft makes these policies itself, and names them so. */
const NAME = /^microsoft-managed\b/i;

/** @see Microsoft Entra, "Microsoft-managed Conditional Access policies" (2025-11): no less than 45 days after they appear */
const DAYS_UNTIL_ON = 45;
const DAY_MS = 86_400_000;

/** A policy of Microsoft's, and the first day on which it may switch itself on, where that is known. */
interface Managed {
  readonly policy: Policy;
  readonly onFrom: string | undefined;
}

function managedIn({ tenant, facts }: Audited): readonly Managed[] {
  const managed = tenant.policies.filter(({ displayName }) => NAME.test(displayName));
  return managed.map((policy) => ({ policy, onFrom: earliest(facts.policies.get(policy.id)?.created) }));
}

function earliest(created: string | undefined): string | undefined {
  const start = created === undefined ? undefined : momentOf(created);
  return start === undefined ? undefined : isoDate(new Date(start + DAYS_UNTIL_ON * DAY_MS).toISOString().slice(0, 10));
}

const isWaiting = ({ policy: { enforcement } }: Managed): boolean => enforcement.kind === "reportOnly";

const isUntold = ({ policy: { enforcement } }: Managed): boolean => enforcement.kind === "notUnderstood";

function standing(one: Managed): Observation {
  const state = STATES[one.policy.enforcement.kind];
  const value = isWaiting(one)
    ? `${state}; may switch itself on from ${one.onFrom ?? "a day that isn't known"}`
    : state;
  return observation(policySubject(one.policy), "managed by Microsoft", value);
}

function conclude(managed: readonly Managed[], audited: Audited): Conclusion {
  const missing = missingPolicies(audited);
  const untold = managed.filter(isUntold).map(({ policy }) => policy);
  const undated = managed.filter((one) => isWaiting(one) && one.onFrom === undefined).map(({ policy }) => policy);
  const doubts: readonly Doubt[] = [
    ...(missing === undefined ? [] : [{ ...missing, what: "whether there are other policies of Microsoft's" }]),
    ...(untold.length === 0
      ? []
      : [{ what: `in which state ${namesOf(untold)} ${untold.length === 1 ? "is" : "are"}`, todo: LOOK }]),
    ...(undated.length === 0
      ? []
      : [
          {
            what: `on which day Microsoft made ${namesOf(undated)}, and so from when ${undated.length === 1 ? "it" : "they"} may switch on`,
            todo: LOOK,
          },
        ]),
  ];
  if (doubts.length > 0) return unknown(`It isn't known ${whatOf(doubts)}.`, ...todoOf(doubts, LOOK));
  if (managed.length === 0) return notApplicable("The tenant has no policy that Microsoft manages.");
  const waiting = managed.filter(isWaiting);
  if (waiting.length === 0) return passed("None of Microsoft's policies waits to switch itself on.");
  return passed(
    `${listing(
      waiting.map((one) => when(one, audited.day)),
      "and",
    )}: see that break-glass accounts are outside.`,
  );
}

const LOOK =
  "look there in the Entra admin center; decide, or exclude break-glass accounts, before a policy switches itself on";

function when({ policy, onFrom = "" }: Managed, day: string): string {
  const name = named(policy.displayName);
  return onFrom > day
    ? `${name} may switch itself on from ${onFrom}, ${DAYS_UNTIL_ON} days after Microsoft made it`
    : `${name} may switch itself on any day, since ${DAYS_UNTIL_ON} days were over on ${onFrom}`;
}
