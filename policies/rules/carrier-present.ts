import type { Finding, Rule } from "../model/rule";
import { isCarrier, isPolicy } from "../stack/carriers";

/** A policy that has gone reaches no other rule: only what is left can be seen. */
export const carrierPresent: Rule = {
  id: "carrier-present",
  title: "the policies that carry the guarantee are in the stack",
  severity: "critical",
  remediation:
    "Declare the ConditionalAccessPolicy again under its logical name, or let the pack's owner name another carrier.",
  tags: ["conditional-access", "mfa"],
  onStack({ held }, settings) {
    if (settings.baseline !== "in-stack") return [];
    const carriers = held.filter((resource) => isCarrier(resource, settings)).map(({ name }) => name);
    const missing = settings.carriers.filter((name) => !carriers.includes(name));
    if (settings.carriers.length > 0) return missing.map(missingCarrier);
    return held.some(isPolicy) ? [] : [missingCarrier(undefined)];
  },
};

const missingCarrier = (name: string | undefined): Finding => ({
  hole: `missing ${name ?? ""}`,
  urn: undefined,
  message: `anybody can reach Azure management without MFA: the stack has no ${name === undefined ? "Conditional Access policy" : `policy \`${name}\``}`,
  evidence: [],
  help:
    name === undefined
      ? "declare the ConditionalAccessPolicy that carries the guarantee"
      : `declare the ConditionalAccessPolicy \`${name}\` again; where the name has changed, let the pack's owner change no-mfa-bypass.carriers`,
});
