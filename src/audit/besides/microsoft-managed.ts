import type { Policy } from "../../model/policy";
import { isoDate } from "../../text/iso-date";
import { listing, named } from "../../text/sentence";
import { type Conclusion, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { asked } from "../check";
import { namesOf } from "../policies-in-words";
import { STATES } from "../states";
import type { Beside } from "./beside";

/** Policies that Microsoft made: they appear in report-only, and switch themselves on. */
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
  const start = created === undefined ? Number.NaN : Date.parse(created);
  return Number.isNaN(start) ? undefined : isoDate(new Date(start + DAYS_UNTIL_ON * DAY_MS).toISOString().slice(0, 10));
}

const isWaiting = ({ policy: { enforcement } }: Managed): boolean => enforcement.kind === "reportOnly";

function standing(one: Managed): Observation {
  const state = STATES[one.policy.enforcement.kind];
  const value = isWaiting(one) ? `${state}; switches itself on from ${one.onFrom ?? "a day that isn't known"}` : state;
  return observation(policySubject(one.policy), "managed by Microsoft", value);
}

function conclude(managed: readonly Managed[]): Conclusion {
  if (managed.length === 0) return notApplicable("The tenant has no policy that Microsoft manages.");
  const waiting = managed.filter(isWaiting);
  if (waiting.length === 0) return passed("None of Microsoft's policies waits to switch itself on.");
  if (waiting.some(({ onFrom }) => onFrom === undefined))
    return unknown(
      `When ${namesOf(waiting.map(({ policy }) => policy))} will switch on isn't known: nothing says on which day Microsoft made ${waiting.length === 1 ? "it" : "them"}.`,
      "look there in the Entra admin center; decide, or exclude break-glass accounts, before a policy switches itself on",
    );
  const days = waiting.map(({ policy, onFrom }) => `${named(policy.displayName)} may switch itself on from ${onFrom}`);
  return passed(
    `${listing(days, "and")}, ${DAYS_UNTIL_ON} days after Microsoft made it: see that break-glass accounts are outside.`,
  );
}
