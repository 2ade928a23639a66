import { shellQuoted } from "../processes/child";
import type { Session } from "./open-session";

/** The fields that the sandbox reads of a resource in an exported state. */
export type Resource = {
  readonly urn: string;
  readonly protect?: boolean;
  readonly inputs?: { readonly displayName?: unknown };
};

/** The resources of the selected stack; empty if no stack is selected. */
export async function resourcesOf(session: Session): Promise<readonly Resource[]> {
  const { status, stdout } = await session.pulumi(["stack", "export", "--non-interactive"]);
  const { deployment } = status === 0 ? JSON.parse(stdout) : {};
  return deployment?.resources ?? [];
}

/**
 * The advice after `destroy` was refused because resources are protected.
 * @param prefix the user's command line up to the engine's own arguments
 * @returns `undefined` if no resource is protected, so the refusal had another reason
 */
export function protectionAdvice(resources: readonly Resource[], prefix: string): string | undefined {
  const guarded = resources.filter(({ protect }) => protect);
  if (guarded.length === 0) return undefined;
  return [
    "",
    `The stack has ${guarded.length === 1 ? "a protected resource" : `${guarded.length} protected resources`}, which \`destroy\` doesn't delete:`,
    ...guarded.map(({ urn, inputs }) => `  ${inputs?.displayName ?? urn}`),
    "Protection keeps you from removing the MFA requirement by accident: without the policy a stolen password is enough",
    "for Azure management. To make the policy report-only instead, set `enforcement` to `report-only`.",
    "If you do want to remove it, remove the protection and destroy again:",
    ...guarded.map(({ urn }) => `  ${prefix} state unprotect ${shellQuoted(urn)} --yes`),
    `  ${prefix} destroy --yes`,
    "The next `up` creates it again and protects it.",
  ].join("\n");
}
