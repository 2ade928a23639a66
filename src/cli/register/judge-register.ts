import { findOverdue, findTooFarAhead, type IsoDate, type Register, type RegisterEntry } from "../../adapters/register";
import { groupId, userId } from "../../model/ids";
import type { Tenant } from "../../model/tenant";
import type { JudgedRegister, RegisterOnDay } from "../../report/judgement";
import { type Exemption, staleExemptions } from "../../verifier/exemptions";

/** An entry exempts nobody when on the day its review is overdue, or so far off that it is as good as none. */
export function registerOnDay(register: Register, day: IsoDate): RegisterOnDay {
  const overdue = findOverdue(register, day);
  const tooFarAhead = findTooFarAhead(register, day);
  const unreviewed = new Set([...overdue, ...tooFarAhead].map(({ entry }) => entry));
  const inForce = register.entries.filter((entry) => !unreviewed.has(entry));
  return { register, day, inForce, overdue, tooFarAhead, exemptions: inForce.map(exemptionOf) };
}

/** Finds the entries that no policy of this tenant makes use of. */
export function judgeRegister(onDay: RegisterOnDay, tenant: Tenant): JudgedRegister {
  const entryOf = new Map(onDay.register.entries.map((entry) => [exemptionOf(entry), entry]));
  const stale = staleExemptions(tenant, [...entryOf.keys()]);
  return { ...onDay, stale: stale.map((one) => entryOf.get(one)).filter((entry) => entry !== undefined) };
}

function exemptionOf({ principal }: RegisterEntry): Exemption {
  if (principal.kind === "user") return { kind: "user", id: userId(principal.id) };
  const members = principal.members && new Set(Array.from(principal.members, userId));
  return { kind: "group", id: groupId(principal.id), members };
}
