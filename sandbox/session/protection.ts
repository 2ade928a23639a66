import { shellQuoted } from "../processes/child";
import type { Resource } from "./recovery";

/**
 * What to tell somebody whose `destroy` was refused because resources are protected.
 * @param prefix how the user called the sandbox, up to the engine's own arguments
 * @returns `undefined` when nothing is protected, and the refusal had another reason
 */
export function protectionAdvice(resources: readonly Resource[], prefix: string): string | undefined {
  const guarded = resources.filter(({ protect }) => protect);
  if (guarded.length === 0) return undefined;
  return [
    "",
    `The stack has ${guarded.length === 1 ? "a protected resource" : `${guarded.length} protected resources`}, and \`destroy\` refuses those:`,
    ...guarded.map(({ urn, inputs }) => `  ${inputs?.displayName ?? urn}`),
    "Protection is there so that nobody removes the MFA requirement by accident: without the policy a stolen password is",
    "enough for Azure management. To turn the policy into report-only instead, set `enforcement` to `report-only`.",
    "To remove it all the same, take the protection away and destroy again:",
    ...guarded.map(({ urn }) => `  ${prefix} state unprotect ${shellQuoted(urn)} --yes`),
    `  ${prefix} destroy --yes`,
    "The next `up` creates and protects it again.",
  ].join("\n");
}
